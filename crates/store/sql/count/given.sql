-- Doses of a facility by day, counter and deltas together.
SELECT day, CAST(SUM(doses) AS BIGINT)
FROM (
    SELECT day, doses FROM dose_count
    WHERE facility_code = $1 AND day >= $2 AND day < $3
    UNION ALL
    SELECT day, doses FROM dose_delta
    WHERE facility_code = $1 AND day >= $2 AND day < $3
) AS counted
GROUP BY day
ORDER BY day
