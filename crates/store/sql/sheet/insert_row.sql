-- Notes what became of a row of an uploaded sheet; once, for a job may run twice.
INSERT INTO sheet_upload_row (upload_id, line, code, attendance_id, outcome, reasons)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (upload_id, line) DO NOTHING
