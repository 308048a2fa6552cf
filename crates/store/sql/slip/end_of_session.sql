-- Ends the slips of a session that still count.
UPDATE slip
SET expires_at = $2
WHERE attendance_id IN (SELECT id FROM attendance WHERE session_id = $1)
    AND used_at IS NULL
    AND expires_at > $2
