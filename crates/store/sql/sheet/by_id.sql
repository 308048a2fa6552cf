-- Which uploaded sheet has this id?
SELECT
    id, session_id, file_name, file_bytes, state, fault, uploaded_by, created_at, updated_at
FROM sheet_upload
WHERE id = $1
