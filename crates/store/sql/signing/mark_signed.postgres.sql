-- These doses are signed now, if they wait for it.
UPDATE dose SET state = 'signed', version = version + 1, updated_at = $2
WHERE id = ANY($1)
    AND state IN ('recorded', 'corrected')
