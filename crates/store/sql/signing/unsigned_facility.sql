-- How many doses of a facility wait for a signature, and since which day?
SELECT facility.code, facility.name, count(*) AS doses, min(dose.given_on) AS oldest
FROM facility
JOIN dose ON dose.facility_code = facility.code
WHERE facility.code = $1
    AND dose.state IN ('recorded', 'corrected')
GROUP BY facility.code, facility.name
