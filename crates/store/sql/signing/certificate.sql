-- What is known of a certificate?
SELECT id, account_id, authority_id, certificate, added_at, ended_at, reason
FROM signing_certificate
WHERE id = $1
