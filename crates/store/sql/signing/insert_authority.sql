-- Accepts an authority's certificates.
INSERT INTO signing_authority (
    id, name, certificate, added_by, added_at, ended_at, reason
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7
)
