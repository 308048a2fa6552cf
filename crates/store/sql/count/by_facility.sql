-- What did each facility report, use and enter between two days, the second excluded?
SELECT facility.code, facility.name, facility.commune_code,
    COALESCE(reported.days, 0) AS days_reported,
    COALESCE(reported.doses, 0) AS reported,
    COALESCE(used.vials, 0) AS vials,
    COALESCE(used.doses, 0) AS in_vials,
    COALESCE(entered.doses, 0) AS entered
FROM facility
LEFT JOIN (
    SELECT figure.facility_code, COUNT(*) AS days,
        CAST(SUM(figure.doses_given) AS BIGINT) AS doses
    FROM daily_figure AS figure
    WHERE figure.day >= $1
        AND figure.day < $2
        AND NOT EXISTS (SELECT 1 FROM daily_figure AS later WHERE later.corrects = figure.id)
    GROUP BY figure.facility_code
) AS reported ON reported.facility_code = facility.code
LEFT JOIN (
    SELECT stock_move.facility_code,
        CAST(-SUM(stock_move.vials) AS BIGINT) AS vials,
        CAST(-SUM(stock_move.vials * lot.doses_per_vial) AS BIGINT) AS doses
    FROM stock_move
    JOIN lot ON lot.id = stock_move.lot_id
    WHERE stock_move.kind = 'used'
        AND stock_move.moved_on >= $1
        AND stock_move.moved_on < $2
    GROUP BY stock_move.facility_code
) AS used ON used.facility_code = facility.code
LEFT JOIN (
    SELECT counted.facility_code, CAST(SUM(counted.doses) AS BIGINT) AS doses
    FROM (
        SELECT facility_code, doses FROM dose_count WHERE day >= $1 AND day < $2
        UNION ALL
        SELECT facility_code, doses FROM dose_delta WHERE day >= $1 AND day < $2
    ) AS counted
    GROUP BY counted.facility_code
) AS entered ON entered.facility_code = facility.code
ORDER BY facility.code
