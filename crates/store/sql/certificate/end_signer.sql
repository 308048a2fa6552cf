-- Nothing that the key signed counts any more.
UPDATE document_signer SET ended_at = $2, reason = $3
WHERE id = $1
    AND ended_at IS NULL
