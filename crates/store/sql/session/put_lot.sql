-- Puts a lot on the table of a session, or counts it anew.
INSERT INTO session_lot (
    session_id, lot_id, place, vials_opened, doses_wasted
)
VALUES (
    $1, $2, $3, $4, $5
)
ON CONFLICT (session_id, lot_id)
DO UPDATE SET place = excluded.place, vials_opened = excluded.vials_opened,
    doses_wasted = excluded.doses_wasted
