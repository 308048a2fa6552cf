-- Adds a facility.
INSERT INTO facility (
    code, name, kind, commune_code, managing_body, closed_on, version, created_at,
    updated_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9
)
