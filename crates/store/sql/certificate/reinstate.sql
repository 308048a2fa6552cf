-- Lets a revoked certificate be valid again: it counts, unless another took its place before it was
-- revoked.
UPDATE certificate SET
    state = CASE WHEN replaced_by IS NULL THEN 'issued' ELSE 'superseded' END,
    ended_at = (SELECT next.issued_at FROM certificate AS next WHERE next.id = certificate.replaced_by),
    reason = CASE WHEN replaced_by IS NULL THEN NULL ELSE 'renewed' END
WHERE id = $1
    AND state = 'revoked'
