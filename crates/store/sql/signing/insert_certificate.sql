-- Adds the certificate with which somebody signs.
INSERT INTO signing_certificate (
    id, account_id, authority_id, certificate, added_at, ended_at, reason
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7
)
