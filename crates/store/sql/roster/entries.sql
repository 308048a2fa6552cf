-- Who is on a roster?
SELECT
    roster_id, person_id, police_result, police_note
FROM roster_entry
WHERE roster_id = $1
ORDER BY person_id
