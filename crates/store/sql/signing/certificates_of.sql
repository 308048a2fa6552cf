-- With which certificates does or did somebody sign, the newest first?
SELECT id, account_id, authority_id, certificate, added_at, ended_at, reason
FROM signing_certificate
WHERE account_id = $1
ORDER BY added_at DESC, id DESC
