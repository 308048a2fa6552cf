-- Adds the certificate of a key with which passports are signed; one that is known stays.
INSERT INTO document_signer (
    id, kid, certificate, added_at, needed_until, ended_at, reason
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7
)
ON CONFLICT (certificate) DO NOTHING
