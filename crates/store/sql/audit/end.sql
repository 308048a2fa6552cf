-- Where do the chain and its checkpoints end?
SELECT 'link' AS what, seq, hash
FROM audit_link
WHERE seq = (SELECT max(seq) FROM audit_link)
UNION ALL
SELECT 'checkpoint', seq, hash
FROM audit_checkpoint
WHERE seq = (SELECT max(seq) FROM audit_checkpoint)
