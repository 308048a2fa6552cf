-- What did a facility sign, the newest first?
SELECT
    id, facility_code, certificate_id, statement, root, doses, signature, prepared_by,
    prepared_at, signed_at
FROM dose_signing
WHERE facility_code = $1
    AND signed_at IS NOT NULL
ORDER BY prepared_at DESC, id DESC
LIMIT $2
