-- Adds an act of signing.
INSERT INTO dose_signing (
    id, facility_code, certificate_id, statement, root, doses, signature, prepared_by,
    prepared_at, signed_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
)
