-- Notes what the police found about a person on a roster.
UPDATE roster_entry
SET police_result = $3, police_note = $4
WHERE roster_id = $1
    AND person_id = $2
