-- Which row has this id?
SELECT
    id, import_id, sheet, line, kind, typed, mended, reasons, person_id, verdict, applied,
    applied_at
FROM import_row
WHERE id = $1
