-- The end of the chain.
SELECT seq, hash
FROM audit_link
ORDER BY seq DESC
LIMIT 1
