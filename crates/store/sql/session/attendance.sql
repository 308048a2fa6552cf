-- Which attendance has this id?
SELECT
    id, session_id, person_id, on_list, state, checked_in_at, consent, consent_by,
    screening, screened_by, dose_id, watch_until, left_at, version, updated_at
FROM attendance
WHERE id = $1
