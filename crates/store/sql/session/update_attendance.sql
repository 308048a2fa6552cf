-- Changes an attendance that nobody else changed since it was read.
UPDATE attendance
SET
    session_id = $2,
    person_id = $3,
    on_list = $4,
    state = $5,
    checked_in_at = $6,
    consent = $7,
    consent_by = $8,
    screening = $9,
    screened_by = $10,
    dose_id = $11,
    watch_until = $12,
    left_at = $13,
    updated_at = $14,
    version = version + 1
WHERE id = $1
    AND version = $15
