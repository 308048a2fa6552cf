-- Which certificates of these people are valid at a moment, though another took their place?
SELECT
    id, person_id, dose_id, signer_id, batch_id, uvci, content, code, issued_at, expires_at,
    state, replaced_by, ended_at, reason
FROM certificate
WHERE person_id = ANY($1)
    AND state = 'superseded'
    AND expires_at > $2
ORDER BY person_id, issued_at, id
