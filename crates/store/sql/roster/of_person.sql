-- On which rosters is a person?
SELECT roster_id, person_id, police_result, police_note
FROM roster_entry
WHERE person_id = $1
ORDER BY roster_id
