-- Adds a policy; one that is there already stays as it is.
INSERT INTO policy (
    key, valid_from, valid_to, value, source
)
VALUES (
    $1, $2, $3, $4, $5
)
ON CONFLICT (key, valid_from) DO NOTHING
