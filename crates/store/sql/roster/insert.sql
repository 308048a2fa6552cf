-- Adds a roster.
INSERT INTO roster (
    id, name, facility_code, organisation, commune_code, drafted_by, state, version,
    created_at, updated_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
)
