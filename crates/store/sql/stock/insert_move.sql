-- Adds vials that came or went.
INSERT INTO stock_move (
    id, facility_code, lot_id, session_id, kind, vials, other_facility, answers, reason, paper,
    moved_on, moved_by, created_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
)
