-- What was asked for last of each form for these people?
SELECT
    id, person_id, form, asked_by, asked_at, certificate_id, content, code, given_at, fault
FROM (
    SELECT
        *,
        row_number() OVER (PARTITION BY person_id, form ORDER BY asked_at DESC, id DESC) AS place
    FROM certificate_form
    WHERE person_id = ANY($1)
) AS asked
WHERE place = 1
ORDER BY person_id, form
