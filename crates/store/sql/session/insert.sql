-- Adds a session.
INSERT INTO session (
    id, facility_code, roster_id, name, place, commune_code, held_on, state, opened_at,
    closed_at, closing, version, created_at, updated_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
)
