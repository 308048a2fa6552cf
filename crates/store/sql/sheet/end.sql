-- Says what became of an uploaded sheet.
UPDATE sheet_upload
SET state = $2, fault = $3, updated_at = $4
WHERE id = $1
