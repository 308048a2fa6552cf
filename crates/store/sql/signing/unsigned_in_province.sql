-- Which facilities of a province have doses that wait for a signature, the oldest first? Those of
-- a managing body are not the province's.
SELECT facility.code, facility.name, count(*) AS doses, min(dose.given_on) AS oldest
FROM facility
JOIN dose ON dose.facility_code = facility.code
WHERE substr(facility.code, 1, 2) = $1
    AND facility.managing_body IS NULL
    AND dose.state IN ('recorded', 'corrected')
GROUP BY facility.code, facility.name
ORDER BY oldest, facility.code
LIMIT $2
