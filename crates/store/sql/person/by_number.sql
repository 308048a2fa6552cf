-- Who has this identity number, new or old? In two parts, because each has its index.
SELECT
    id, full_name, folded_name, call_name, date_of_birth, sex, id_number, old_number,
    insurance_number, phone, nationality, commune_code, hamlet, address, workplace,
    priority_group, guardian_id, state, merged_into, identity, identity_fields, identity_at,
    version, created_at, updated_at
FROM (
    SELECT * FROM person WHERE id_number = $1 AND state = 'active'
    UNION ALL
    SELECT * FROM person
    WHERE old_number = $1 AND id_number IS DISTINCT FROM $1 AND state = 'active'
) AS holder
ORDER BY id
LIMIT $2
