-- What does a site say it gave, by day: the row that no other corrects?
SELECT
    figure.id, figure.facility_code, figure.day, figure.doses_given, figure.corrects,
    figure.reason, figure.reported_by, figure.reported_at
FROM daily_figure AS figure
WHERE figure.facility_code = $1
    AND figure.day >= $2
    AND figure.day < $3
    AND NOT EXISTS (SELECT 1 FROM daily_figure AS later WHERE later.corrects = figure.id)
ORDER BY figure.day
