-- Who are the people on a roster?
SELECT
    person.id, person.full_name, person.folded_name, person.call_name, person.date_of_birth,
    person.sex, person.id_number, person.old_number, person.insurance_number, person.phone,
    person.nationality, person.commune_code, person.hamlet, person.address, person.workplace,
    person.priority_group, person.guardian_id, person.state, person.merged_into,
    person.identity, person.identity_fields, person.identity_at, person.version,
    person.created_at, person.updated_at
FROM roster_entry
JOIN person ON person.id = roster_entry.person_id
WHERE roster_entry.roster_id = $1
ORDER BY person.call_name, person.id
