-- Who has one of these names, folded, and was born on the date beside it? At most so many of each.
-- OFFSET 0 keeps the engine from reading all people in the order of their ids where it has no
-- statistics yet.
SELECT
    found.id, found.full_name, found.folded_name, found.call_name, found.date_of_birth, found.sex,
    found.id_number, found.old_number, found.insurance_number, found.phone, found.nationality,
    found.commune_code, found.hamlet, found.address, found.workplace, found.priority_group,
    found.guardian_id, found.state, found.merged_into, found.identity, found.identity_fields,
    found.identity_at, found.version, found.created_at, found.updated_at
FROM unnest($1::TEXT[], $2::TEXT[]) AS wanted (name, born)
CROSS JOIN LATERAL (
    SELECT *
    FROM (
        SELECT * FROM person
        WHERE folded_name = wanted.name AND date_of_birth = wanted.born AND state = 'active'
        OFFSET 0
    ) AS namesake
    ORDER BY id
    LIMIT $3
) AS found
