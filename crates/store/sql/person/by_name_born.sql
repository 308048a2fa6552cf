-- Whose name begins so, and who was born on $3? $2 is the first text that no longer does.
SELECT
    id, full_name, folded_name, call_name, date_of_birth, sex, id_number, old_number,
    insurance_number, phone, nationality, commune_code, hamlet, address, workplace,
    priority_group, guardian_id, state, merged_into, identity, identity_fields, identity_at,
    version, created_at, updated_at
FROM person
WHERE folded_name >= $1
    AND folded_name < $2
    AND (
        -- Where one of the two knows only the year, the years are compared.
        substr(date_of_birth, 1, length(CAST($3 AS TEXT))) = $3
        OR substr(CAST($3 AS TEXT), 1, length(date_of_birth)) = date_of_birth
    )
    AND state = 'active'
ORDER BY folded_name, date_of_birth, id
LIMIT $4
