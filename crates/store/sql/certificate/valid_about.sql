-- Which certificates about this dose are valid at a moment, be it that another took their place?
SELECT
    id, person_id, dose_id, signer_id, batch_id, uvci, content, code, issued_at, expires_at,
    state, replaced_by, ended_at, reason
FROM certificate
WHERE dose_id = $1
    AND state <> 'revoked'
    AND expires_at > $2
ORDER BY issued_at DESC, id DESC
