-- These people were looked at: their notes that wait for a wave are done, too. What others hold stays.
DELETE FROM certificate_due
WHERE id IN (
    SELECT id FROM certificate_due
    WHERE person_id = ANY($1)
        AND NOT is_released
    FOR UPDATE SKIP LOCKED
)
