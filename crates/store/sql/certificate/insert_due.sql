-- Adds somebody to look at.
INSERT INTO certificate_due (
    id, person_id, cause, is_released
)
VALUES (
    $1, $2, $3, $4
)
