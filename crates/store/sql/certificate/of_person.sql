-- Which certificates were issued to this person, the newest first?
SELECT
    id, person_id, dose_id, signer_id, batch_id, uvci, content, code, issued_at, expires_at,
    state, replaced_by, ended_at, reason
FROM certificate
WHERE person_id = $1
ORDER BY issued_at DESC, id DESC
