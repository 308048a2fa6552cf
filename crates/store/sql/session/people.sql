-- Who are the people that attend a session?
SELECT
    person.id, person.full_name, person.folded_name, person.call_name, person.date_of_birth,
    person.sex, person.id_number, person.old_number, person.insurance_number, person.phone,
    person.nationality, person.commune_code, person.hamlet, person.address, person.workplace,
    person.priority_group, person.guardian_id, person.state, person.merged_into,
    person.identity, person.identity_fields, person.identity_at, person.version,
    person.created_at, person.updated_at
FROM attendance
JOIN person ON person.id = attendance.person_id
WHERE attendance.session_id = $1
ORDER BY person.call_name, person.id
