-- How far an order is.
UPDATE certificate_order SET reached = $2, cursor = $3
WHERE id = $1
