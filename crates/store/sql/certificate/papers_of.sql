-- Which paper did passports replace for this person?
SELECT
    id, person_id, number, issued_on, certificate_id, facility_code, taken_by, taken_at
FROM paper_certificate
WHERE person_id = $1
ORDER BY taken_at, id
