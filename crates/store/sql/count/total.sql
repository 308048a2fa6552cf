-- All doses, counter and deltas together.
SELECT CAST(COALESCE(SUM(doses), 0) AS BIGINT)
FROM (
    SELECT doses FROM dose_count
    UNION ALL
    SELECT doses FROM dose_delta
) AS counted
