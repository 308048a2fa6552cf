-- Whose name, last syllable first, begins so? $2 is the first text that no longer does.
SELECT
    id, full_name, folded_name, call_name, date_of_birth, sex, id_number, old_number,
    insurance_number, phone, nationality, commune_code, hamlet, address, workplace,
    priority_group, guardian_id, state, merged_into, identity, identity_fields, identity_at,
    version, created_at, updated_at
FROM person
WHERE call_name >= $1
    AND call_name < $2
    AND state = 'active'
ORDER BY call_name, date_of_birth, id
LIMIT $3
