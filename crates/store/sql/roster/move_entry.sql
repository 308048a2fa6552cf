-- Says that another record of the person is on a roster.
UPDATE roster_entry
SET person_id = $3
WHERE roster_id = $1
    AND person_id = $2
