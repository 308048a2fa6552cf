-- How many residents of a commune are alike in what is wrong, and in what they last said? `said` is
-- `confirmed`, `refused`, or nothing; `dosed` says whether a dose counts.
SELECT identity, identity_fields, dosed, said, COUNT(*) AS people
FROM (
    SELECT person.identity, person.identity_fields,
        EXISTS (
            SELECT 1
            FROM dose
            WHERE dose.person_id = person.id
                AND dose.state <> 'voided'
        ) AS dosed,
        (
            SELECT CASE WHEN confirmation.refused = '' THEN 'confirmed' ELSE 'refused' END
            FROM confirmation
            WHERE confirmation.person_id = person.id
            ORDER BY confirmation.confirmed_at DESC, confirmation.id DESC
            LIMIT 1
        ) AS said
    FROM person
    WHERE person.commune_code = $1
        AND person.state = 'active'
) AS resident
GROUP BY identity, identity_fields, dosed, said
ORDER BY identity, identity_fields, dosed, said
