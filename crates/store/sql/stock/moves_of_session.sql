-- What did a session use?
SELECT
    id, facility_code, lot_id, session_id, kind, vials, other_facility, answers, reason, paper,
    moved_on, moved_by, created_at
FROM stock_move
WHERE session_id = $1
ORDER BY created_at, id
