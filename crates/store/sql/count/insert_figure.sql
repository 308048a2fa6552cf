-- Adds what a site says it gave.
INSERT INTO daily_figure (
    id, facility_code, day, doses_given, corrects, reason, reported_by, reported_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8
)
