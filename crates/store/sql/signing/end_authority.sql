-- Accepts no new signature of an authority's certificates.
UPDATE signing_authority SET ended_at = $2, reason = $3 WHERE id = $1 AND ended_at IS NULL
