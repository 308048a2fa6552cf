-- What became of the paper with this number?
SELECT
    id, person_id, number, issued_on, certificate_id, facility_code, taken_by, taken_at
FROM paper_certificate
WHERE number = $1
