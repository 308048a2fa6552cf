-- Lets the sealer know of an entry.
INSERT INTO audit_unsealed (entry_id, at) VALUES ($1, $2)
