-- Which closed facilities of a managing body have doses that wait for a signature, the oldest first?
SELECT facility.code, facility.name, count(*) AS doses, min(dose.given_on) AS oldest
FROM facility
JOIN dose ON dose.facility_code = facility.code
WHERE facility.managing_body = $1
    AND facility.closed_on <= $2
    AND dose.state IN ('recorded', 'corrected')
GROUP BY facility.code, facility.name
ORDER BY oldest, facility.code
LIMIT $3
