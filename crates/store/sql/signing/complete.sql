-- Puts the signature under a statement that waits for it.
UPDATE dose_signing SET signature = $2, signed_at = $3 WHERE id = $1 AND signature IS NULL
