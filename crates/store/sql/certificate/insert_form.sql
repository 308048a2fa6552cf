-- Adds a form of a passport that was asked for, or given.
INSERT INTO certificate_form (
    id, person_id, form, asked_by, asked_at, certificate_id, content, code, given_at, fault
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
)
