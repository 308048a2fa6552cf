-- Adds a policy; one that begins on the same day gets the new value.
INSERT INTO policy (
    key, valid_from, valid_to, value, source
)
VALUES (
    $1, $2, $3, $4, $5
)
ON CONFLICT (key, valid_from) DO UPDATE SET
    valid_to = excluded.valid_to,
    value = excluded.value,
    source = excluded.source
