-- How many vials of a lot has a facility?
SELECT vials
FROM stock_balance
WHERE facility_code = $1
    AND lot_id = $2
