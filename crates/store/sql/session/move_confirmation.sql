-- Says that what was confirmed is about another record of the person.
UPDATE confirmation
SET person_id = $2
WHERE id = $1
