-- Which slip has this token?
SELECT token_hash, attendance_id, made_by, made_at, expires_at, attempts, used_at
FROM slip
WHERE token_hash = $1
