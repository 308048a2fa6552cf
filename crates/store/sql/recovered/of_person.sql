-- Which illnesses had a person?
SELECT
    id, person_id, commune_code, positive_on, recovered_on, test, entered_by, created_at
FROM recovered_case
WHERE person_id = $1
ORDER BY positive_on
