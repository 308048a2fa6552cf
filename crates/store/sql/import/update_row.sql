-- Notes what became of a row.
UPDATE import_row
SET kind = $2, mended = $3, reasons = $4, person_id = $5, verdict = $6, applied = $7, applied_at = $8
WHERE id = $1
