-- Which certificate that counts is about this dose?
SELECT
    id, person_id, dose_id, signer_id, batch_id, uvci, content, code, issued_at, expires_at,
    state, replaced_by, ended_at, reason
FROM certificate
WHERE dose_id = $1
    AND state = 'issued'
