-- These were looked at.
DELETE FROM certificate_due WHERE id = ANY($1)
