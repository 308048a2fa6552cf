-- Says that a reaction is in another record of the person.
UPDATE reaction
SET person_id = $2
WHERE id = $1
