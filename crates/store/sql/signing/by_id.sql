-- What is known of an act of signing?
SELECT
    id, facility_code, certificate_id, statement, root, doses, signature, prepared_by,
    prepared_at, signed_at
FROM dose_signing
WHERE id = $1
