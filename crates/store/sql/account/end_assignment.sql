-- Ends a role.
UPDATE assignment
SET until = $2
WHERE id = $1
    AND (until IS NULL OR until > $2)
