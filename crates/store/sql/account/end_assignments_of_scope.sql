-- Ends every role in this scope.
UPDATE assignment
SET until = $3
WHERE scope_kind = $1
    AND scope_code = $2
    AND (until IS NULL OR until > $3)
