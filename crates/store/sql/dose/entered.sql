-- How many doses of a facility are entered for each day between two, the second excluded?
SELECT given_on, COUNT(*)
FROM dose
WHERE facility_code = $1
    AND given_on >= $2
    AND given_on < $3
    AND state <> 'voided'
GROUP BY given_on
ORDER BY given_on
