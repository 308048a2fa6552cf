-- How many are to be looked at, and how many of them are released?
SELECT
    count(*) AS rows, CAST(coalesce(sum(CASE WHEN is_released THEN 1 ELSE 0 END), 0) AS BIGINT) AS released
FROM certificate_due
