-- Adds a recovered case.
INSERT INTO recovered_case (
    id, person_id, commune_code, positive_on, recovered_on, test, entered_by, created_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8
)
