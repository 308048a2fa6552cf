-- Whose guardian is this person?
SELECT
    id, full_name, folded_name, call_name, date_of_birth, sex, id_number, old_number,
    insurance_number, phone, nationality, commune_code, hamlet, address, workplace,
    priority_group, guardian_id, state, merged_into, identity, identity_fields, identity_at,
    version, created_at, updated_at
FROM person
WHERE guardian_id = $1
    AND state = 'active'
ORDER BY date_of_birth, id
