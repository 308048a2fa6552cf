-- On which days gave a facility doses that wait for a signature, the oldest first, and how many?
SELECT given_on AS day, count(*) AS doses
FROM dose
WHERE facility_code = $1
    AND state IN ('recorded', 'corrected')
GROUP BY given_on
ORDER BY given_on
LIMIT $2
