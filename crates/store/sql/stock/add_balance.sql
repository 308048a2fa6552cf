-- Adds vials to what a facility has of a lot; gives what is there then.
INSERT INTO stock_balance (
    facility_code, lot_id, vials
)
VALUES (
    $1, $2, $3
)
ON CONFLICT (facility_code, lot_id)
DO UPDATE SET vials = stock_balance.vials + excluded.vials
RETURNING vials
