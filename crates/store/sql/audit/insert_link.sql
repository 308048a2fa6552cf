-- Adds a link to the chain.
INSERT INTO audit_link (
    seq, entry_id, hash
)
VALUES (
    $1, $2, $3
)
