-- Adds what a person said of the record.
INSERT INTO confirmation (
    id, attendance_id, person_id, dose_id, gate, channel, refused, should_be,
    confirmed_at, noted_by
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
)
