-- How many vials of each lot has a facility?
SELECT lot.id AS lot_id, lot.product_code, lot.number, lot.expires_on, lot.doses_per_vial,
    stock_balance.vials
FROM stock_balance
JOIN lot ON lot.id = stock_balance.lot_id
WHERE stock_balance.facility_code = $1
    AND stock_balance.vials <> 0
ORDER BY lot.product_code, lot.expires_on, lot.number
