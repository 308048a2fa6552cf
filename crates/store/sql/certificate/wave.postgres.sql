-- Who of these communes has signed doses and a settled identity and no passport, after an id?
-- No signed dose is voided; saying so lets SQLite use the index of doses that are not.
SELECT person.id
FROM person
WHERE person.id > $1
    AND person.commune_code = ANY($2)
    AND (SELECT is_settled FROM person_settled WHERE person_id = person.id)
    AND person.state = 'active'
    AND EXISTS (
        SELECT 1 FROM dose
        WHERE dose.person_id = person.id AND dose.state = 'signed' AND dose.state <> 'voided'
    )
    AND NOT EXISTS (
        SELECT 1 FROM certificate
        WHERE certificate.person_id = person.id AND certificate.state = 'issued'
    )
ORDER BY person.id
LIMIT $3
