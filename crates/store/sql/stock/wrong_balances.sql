-- How many balances are not the sum of their moves?
SELECT COUNT(*)
FROM (
    SELECT facility_code, lot_id
    FROM (
        SELECT facility_code, lot_id, vials FROM stock_move
        UNION ALL
        SELECT facility_code, lot_id, -vials FROM stock_balance
    ) AS both_sides
    GROUP BY facility_code, lot_id
    HAVING SUM(vials) <> 0
) AS wrong
