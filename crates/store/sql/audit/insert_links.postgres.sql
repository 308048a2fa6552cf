-- Adds links to the chain.
INSERT INTO audit_link (
    seq, entry_id, hash
)
SELECT *
FROM unnest($1::BIGINT[], $2::UUID[], $3::BYTEA[])
