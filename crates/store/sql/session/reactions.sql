-- Which reactions had a person, the newest first?
SELECT
    id, person_id, dose_id, severity, symptoms, noted_at, noted_by
FROM reaction
WHERE person_id = $1
ORDER BY noted_at DESC, id DESC
