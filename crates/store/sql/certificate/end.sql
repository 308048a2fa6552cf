-- Ends a certificate that counts.
UPDATE certificate SET state = $2, replaced_by = $3, ended_at = $4, reason = $5
WHERE id = $1
    AND state = 'issued'
