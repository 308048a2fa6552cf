-- Signs nothing new with a certificate.
UPDATE signing_certificate SET ended_at = $2, reason = $3
WHERE id = $1
    AND ended_at IS NULL
