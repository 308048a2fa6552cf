-- How many vials of each lot has a facility?
SELECT lot.id AS lot_id, lot.product_code, lot.number, lot.expires_on, lot.doses_per_vial,
    CAST(SUM(stock_move.vials) AS BIGINT) AS vials
FROM stock_move
JOIN lot ON lot.id = stock_move.lot_id
WHERE stock_move.facility_code = $1
GROUP BY lot.id, lot.product_code, lot.number, lot.expires_on, lot.doses_per_vial
ORDER BY lot.product_code, lot.expires_on, lot.number
