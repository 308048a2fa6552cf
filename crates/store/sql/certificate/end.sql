-- Ends a certificate that is valid: the one that counts, or, revoked, one that another took the place of.
UPDATE certificate SET state = $2, replaced_by = coalesce($3, replaced_by), ended_at = $4, reason = $5
WHERE id = $1
    AND (state = 'issued' OR (state = 'superseded' AND $2 = 'revoked'))
