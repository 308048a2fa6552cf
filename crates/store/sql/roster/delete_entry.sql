-- Takes a person off a roster.
DELETE FROM roster_entry
WHERE roster_id = $1
    AND person_id = $2
