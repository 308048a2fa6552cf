-- Adds a code on paper.
INSERT INTO recovery_code (
    account_id, code_hash, used_at
)
VALUES (
    $1, $2, NULL
)
