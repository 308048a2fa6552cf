-- These were looked at. Ids in hexadecimal in JSON.
DELETE FROM certificate_due WHERE id IN (SELECT unhex(value) FROM json_each($1))
