-- Which facilities have, or had, vials of a lot?
SELECT facility_code
FROM stock_balance
WHERE lot_id = $1
ORDER BY facility_code
