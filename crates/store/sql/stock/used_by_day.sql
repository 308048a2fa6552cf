-- How many vials did a facility use on each day, and how many doses are in them by their label?
SELECT stock_move.moved_on AS day,
    CAST(-SUM(stock_move.vials) AS BIGINT) AS vials,
    CAST(-SUM(stock_move.vials * lot.doses_per_vial) AS BIGINT) AS doses
FROM stock_move
JOIN lot ON lot.id = stock_move.lot_id
WHERE stock_move.facility_code = $1
    AND stock_move.moved_on >= $2
    AND stock_move.moved_on < $3
    AND stock_move.kind = 'used'
GROUP BY stock_move.moved_on
ORDER BY stock_move.moved_on
