-- Lets a revoked certificate count again, unless the person has another.
UPDATE certificate SET state = 'issued', replaced_by = NULL, ended_at = NULL, reason = NULL
WHERE id = $1
    AND state = 'revoked'
