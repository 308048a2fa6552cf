-- Which sessions does a person attend?
SELECT
    id, session_id, person_id, on_list, state, checked_in_at, consent, consent_by,
    screening, screened_by, dose_id, watch_until, left_at, version, updated_at
FROM attendance
WHERE person_id = $1
ORDER BY id
