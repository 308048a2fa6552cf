-- Which certificates of these people count? Ids in hexadecimal in JSON.
SELECT
    id, person_id, dose_id, signer_id, batch_id, uvci, content, code, issued_at, expires_at,
    state, replaced_by, ended_at, reason
FROM certificate
WHERE person_id IN (SELECT unhex(value) FROM json_each($1))
    AND state = 'issued'
ORDER BY person_id
