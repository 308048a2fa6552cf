-- Which imports had a file with these very bytes?
SELECT
    id, facility_code, file_name, file_digest, file_bytes, state, fault, rows_total,
    uploaded_by, version, created_at, updated_at
FROM import
WHERE file_digest = $1
ORDER BY created_at, id
