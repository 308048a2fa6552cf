-- Rows of an import in the order of the file, after one; all, or those of one kind.
SELECT
    id, import_id, sheet, line, kind, typed, mended, reasons, person_id, verdict, applied,
    applied_at
FROM import_row
WHERE import_id = $1
    AND ($2 IS NULL OR kind = $2)
    AND (sheet, line) > ($3, $4)
ORDER BY sheet, line
LIMIT $5
