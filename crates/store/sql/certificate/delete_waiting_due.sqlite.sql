-- These people were looked at: their notes that wait for a wave are done, too. Ids in hexadecimal in JSON.
DELETE FROM certificate_due
WHERE person_id IN (SELECT unhex(value) FROM json_each($1))
    AND NOT is_released
