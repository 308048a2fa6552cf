-- Which sheets of a session came back, the newest first?
SELECT
    sheet_upload.id, sheet_upload.file_name, sheet_upload.state, sheet_upload.fault,
    sheet_upload.created_at,
    (
        SELECT COUNT(*)
        FROM sheet_upload_row
        WHERE sheet_upload_row.upload_id = sheet_upload.id
            AND sheet_upload_row.outcome = 'conflict'
    ) AS conflicts
FROM sheet_upload
WHERE session_id = $1
ORDER BY created_at DESC, id DESC
