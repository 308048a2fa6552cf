-- Which facilities that stand in these communes have doses that wait for a signature, the oldest
-- first? Those of a managing body are not the province's. Codes as a JSON list.
SELECT facility.code, facility.name, count(*) AS doses, min(dose.given_on) AS oldest
FROM facility
JOIN dose ON dose.facility_code = facility.code
WHERE facility.commune_code IN (SELECT value FROM json_each($1))
    AND facility.managing_body IS NULL
    AND dose.state IN ('recorded', 'corrected')
GROUP BY facility.code, facility.name
ORDER BY oldest, facility.code
LIMIT $2
