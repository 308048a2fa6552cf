-- Which forms were given of these certificates?
SELECT
    id, person_id, form, asked_by, asked_at, certificate_id, content, code, given_at, fault
FROM certificate_form
WHERE certificate_id = ANY($1)
ORDER BY certificate_id, form
