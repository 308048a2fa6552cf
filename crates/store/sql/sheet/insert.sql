-- Adds a sheet that came back, once.
INSERT INTO sheet_upload (
    id, session_id, file_name, file_bytes, state, fault, uploaded_by, created_at, updated_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9
)
