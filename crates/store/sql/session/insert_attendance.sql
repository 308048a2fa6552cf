-- Puts a person into a session.
INSERT INTO attendance (
    id, session_id, person_id, on_list, state, checked_in_at, consent, consent_by,
    screening, screened_by, dose_id, watch_until, left_at, version, updated_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
)
