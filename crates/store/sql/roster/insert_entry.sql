-- Puts a person on a roster, once.
INSERT INTO roster_entry (
    roster_id, person_id, police_result, police_note
)
VALUES (
    $1, $2, $3, $4
)
ON CONFLICT (roster_id, person_id) DO NOTHING
