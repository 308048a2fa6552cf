-- Adds a reaction after a dose.
INSERT INTO reaction (
    id, person_id, dose_id, severity, symptoms, noted_at, noted_by
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7
)
