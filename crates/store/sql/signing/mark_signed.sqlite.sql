-- These doses are signed now, if they wait for it. Ids in hexadecimal in JSON.
UPDATE dose SET state = 'signed', version = version + 1, updated_at = $2
WHERE id IN (SELECT unhex(value) FROM json_each($1))
    AND state IN ('recorded', 'corrected')
