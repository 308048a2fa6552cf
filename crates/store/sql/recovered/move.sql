-- Says that a case is in another record of the person.
UPDATE recovered_case
SET person_id = $2
WHERE id = $1
