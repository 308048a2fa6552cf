-- Which doses have these people, voided ones too? Ids in hexadecimal in JSON.
SELECT
    id, person_id, product_code, lot_id, lot_number, facility_code, session_id, import_id,
    country, given_on, given_at, given_by, kind, ordinal, source, state, overrides, version,
    created_at, updated_at
FROM (
    SELECT * FROM dose
    WHERE person_id IN (SELECT unhex(value) FROM json_each($1)) AND state <> 'voided'
    UNION ALL
    SELECT * FROM dose
    WHERE person_id IN (SELECT unhex(value) FROM json_each($1)) AND state = 'voided'
) AS given
ORDER BY person_id, given_on, ordinal, id
