-- Who has one of these identity numbers, new or old? At most so many of each number.
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
    WHERE (id_number = wanted.value OR old_number = wanted.value) AND state = 'active'
    ORDER BY id
    LIMIT $2
)
