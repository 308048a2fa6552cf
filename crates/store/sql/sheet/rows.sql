-- What became of the rows of an uploaded sheet?
SELECT upload_id, line, code, attendance_id, outcome, reasons
FROM sheet_upload_row
WHERE upload_id = $1
ORDER BY line
