-- Changes an import that nobody else changed since it was read.
UPDATE import
SET
    facility_code = $2,
    file_name = $3,
    file_digest = $4,
    file_bytes = $5,
    state = $6,
    fault = $7,
    rows_total = $8,
    uploaded_by = $9,
    updated_at = $10,
    version = version + 1
WHERE id = $1
    AND version = $11
