-- Who has one of these identity numbers, new or old? At most so many of each number. In two parts,
-- because each has its index, which the engine uses even where it has no statistics yet.
SELECT
    found.id, found.full_name, found.folded_name, found.call_name, found.date_of_birth, found.sex,
    found.id_number, found.old_number, found.insurance_number, found.phone, found.nationality,
    found.commune_code, found.hamlet, found.address, found.workplace, found.priority_group,
    found.guardian_id, found.state, found.merged_into, found.identity, found.identity_fields,
    found.identity_at, found.version, found.created_at, found.updated_at
FROM unnest($1::TEXT[]) AS wanted (number)
CROSS JOIN LATERAL (
    SELECT *
    FROM (
        SELECT * FROM person WHERE id_number = wanted.number AND state = 'active'
        UNION ALL
        SELECT * FROM person
        WHERE old_number = wanted.number AND id_number IS DISTINCT FROM wanted.number
            AND state = 'active'
    ) AS holder
    ORDER BY id
    LIMIT $2
) AS found
