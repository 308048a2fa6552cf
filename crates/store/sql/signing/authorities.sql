-- Which authorities were ever accepted, the newest first?
SELECT id, name, certificate, added_by, added_at, ended_at, reason
FROM signing_authority
ORDER BY added_at DESC, id DESC
