-- With which keys are or were passports signed, the newest first?
SELECT
    id, kid, certificate, added_at, needed_until, ended_at, reason
FROM document_signer
ORDER BY added_at DESC, id DESC
