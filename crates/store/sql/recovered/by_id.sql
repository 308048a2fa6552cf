-- Which case has this id?
SELECT
    id, person_id, commune_code, positive_on, recovered_on, test, entered_by, created_at
FROM recovered_case
WHERE id = $1
