-- Who has one of these names, folded, and was born on the date beside it? At most so many of each.
SELECT
    found.id, found.full_name, found.folded_name, found.call_name, found.date_of_birth, found.sex,
    found.id_number, found.old_number, found.insurance_number, found.phone, found.nationality,
    found.commune_code, found.hamlet, found.address, found.workplace, found.priority_group,
    found.guardian_id, found.state, found.merged_into, found.identity, found.identity_fields,
    found.identity_at, found.version, found.created_at, found.updated_at
FROM json_each($1) AS wanted
CROSS JOIN person AS found
WHERE found.id IN (
    SELECT id FROM person
    WHERE folded_name = json_extract(wanted.value, '$[0]')
        AND date_of_birth = json_extract(wanted.value, '$[1]')
        AND state = 'active'
    ORDER BY id
    LIMIT $2
)
