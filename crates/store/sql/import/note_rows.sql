-- Notes what became of a row.
UPDATE import_row
SET kind = fresh.column2, reasons = fresh.column3, person_id = fresh.column4,
    applied = fresh.column5, applied_at = fresh.column6
FROM (VALUES ($1, $2, $3, $4, $5, $6)) AS fresh
WHERE import_row.id = fresh.column1
