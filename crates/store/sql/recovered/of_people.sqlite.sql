-- Which illnesses had these people? Ids in hexadecimal in JSON.
SELECT
    id, person_id, commune_code, positive_on, recovered_on, test, entered_by, created_at
FROM recovered_case
WHERE person_id IN (SELECT unhex(value) FROM json_each($1))
ORDER BY person_id, positive_on
