-- Which lots are on the table of a session?
SELECT
    session_id, lot_id, place, vials_opened, doses_wasted
FROM session_lot
WHERE session_id = $1
ORDER BY place, lot_id
