-- Imports of a facility, the newest first, after so many of them.
SELECT
    id, facility_code, file_name, file_digest, file_bytes, state, fault, rows_total,
    uploaded_by, version, created_at, updated_at
FROM import
WHERE facility_code = $1
ORDER BY created_at DESC, id DESC
LIMIT $2 OFFSET $3
