-- Residents of a commune by call name, from one on: all, or those with one state of identity ($2), one
-- wrong field ($3), in one hamlet ($4), who last said something ($5: `confirmed`, `refused`; `nothing`
-- of those who got a dose).
SELECT
    person.id, person.full_name, person.folded_name, person.call_name, person.date_of_birth,
    person.sex, person.id_number, person.old_number, person.insurance_number, person.phone,
    person.nationality, person.commune_code, person.hamlet, person.address, person.workplace,
    person.priority_group, person.guardian_id, person.state, person.merged_into,
    person.identity, person.identity_fields, person.identity_at, person.version,
    person.created_at, person.updated_at
FROM person
WHERE person.commune_code = $1
    AND person.state = 'active'
    AND ($2 IS NULL OR person.identity = $2)
    AND ($3 IS NULL OR ' ' || person.identity_fields || ' ' LIKE '% ' || $3 || ' %')
    AND ($4 IS NULL OR person.hamlet = $4)
    AND (
        $5 IS NULL
        OR $5 = (
            SELECT CASE WHEN confirmation.refused = '' THEN 'confirmed' ELSE 'refused' END
            FROM confirmation
            WHERE confirmation.person_id = person.id
            ORDER BY confirmation.confirmed_at DESC, confirmation.id DESC
            LIMIT 1
        )
        OR (
            $5 = 'nothing'
            AND NOT EXISTS (SELECT 1 FROM confirmation WHERE confirmation.person_id = person.id)
            AND EXISTS (
                SELECT 1
                FROM dose
                WHERE dose.person_id = person.id
                    AND dose.state <> 'voided'
            )
        )
    )
    AND (person.call_name, person.id) > ($6, $7)
ORDER BY person.call_name, person.id
LIMIT $8
