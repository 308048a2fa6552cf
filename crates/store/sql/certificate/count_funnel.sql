-- How far are the doses of a facility?
SELECT
    count(*) AS recorded,
    count(*) FILTER (WHERE person.identity IN ('verified', 'exempt')) AS verified,
    count(*) FILTER (
        WHERE person.identity IN ('verified', 'exempt') AND dose.state IN ('signed', 'certified')
    ) AS signed,
    count(*) FILTER (
        WHERE person.identity IN ('verified', 'exempt') AND dose.state IN ('signed', 'certified')
        AND certificate.id IS NOT NULL
    ) AS certified
FROM dose
INNER JOIN person ON dose.person_id = person.id
LEFT JOIN certificate ON certificate.person_id = person.id AND certificate.state = 'issued'
WHERE dose.facility_code = $1
    AND dose.state <> 'voided'
