-- What came and went at a facility, the newest first?
SELECT
    id, facility_code, lot_id, session_id, kind, vials, other_facility, answers, reason, paper,
    moved_on, moved_by, created_at
FROM stock_move
WHERE facility_code = $1
ORDER BY created_at DESC, id DESC
LIMIT $2
