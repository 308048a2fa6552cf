-- Counts one more attempt with a slip.
UPDATE slip
SET attempts = attempts + 1
WHERE token_hash = $1
