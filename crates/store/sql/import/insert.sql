-- Adds an import.
INSERT INTO import (
    id, facility_code, file_name, file_digest, file_bytes, state, fault, rows_total,
    uploaded_by, version, created_at, updated_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
)
