-- Which figure has this id?
SELECT
    id, facility_code, day, doses_given, corrects, reason, reported_by, reported_at
FROM daily_figure
WHERE id = $1
