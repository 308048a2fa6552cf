-- Which doses have these people, voided ones too?
SELECT
    given.id, given.person_id, given.product_code, given.lot_id, given.lot_number,
    given.facility_code, given.session_id, given.import_id, given.country, given.given_on,
    given.given_at, given.given_by, given.kind, given.ordinal, given.source, given.state,
    given.overrides, given.version, given.created_at, given.updated_at
FROM unnest($1::UUID[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT * FROM dose WHERE person_id = wanted.id AND state <> 'voided'
    UNION ALL
    SELECT * FROM dose WHERE person_id = wanted.id AND state = 'voided'
) AS given
ORDER BY given.person_id, given.given_on, given.ordinal, given.id
