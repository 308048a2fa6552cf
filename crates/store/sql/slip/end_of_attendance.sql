-- Ends the slips of an attendance that still count.
UPDATE slip
SET expires_at = $2
WHERE attendance_id = $1
    AND used_at IS NULL
    AND expires_at > $2
