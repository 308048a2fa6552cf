-- Adds paper that a passport stands for.
INSERT INTO paper_certificate (
    id, person_id, number, issued_on, certificate_id, facility_code, taken_by, taken_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8
)
