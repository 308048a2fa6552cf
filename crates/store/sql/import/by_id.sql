-- Which import has this id?
SELECT
    id, facility_code, file_name, file_digest, file_bytes, state, fault, rows_total,
    uploaded_by, version, created_at, updated_at
FROM import
WHERE id = $1
