-- What recording one dose writes, without anybody asking whether it may be: the dose, the counter's
-- delta, the audit entry and its place in the sealer's queue.
BEGIN;
WITH who AS (
    SELECT id FROM person WHERE id >= gen_random_uuid() ORDER BY id LIMIT 1
), somebody AS (
    SELECT coalesce((SELECT id FROM who), (SELECT id FROM person ORDER BY id LIMIT 1)) AS id
)
INSERT INTO dose (id, person_id, product_code, lot_number, facility_code, country, given_on, kind,
    ordinal, source, state, version, created_at, updated_at)
SELECT gen_random_uuid(), id, md5(random()::TEXT), 'FK0112', '34001', 'VN', DATE '2022-01-10',
    'primary', 1, 'partner', 'recorded', 1, now(), now()
FROM somebody;
INSERT INTO dose_delta (id, facility_code, commune_code, day, product_code, kind, ordinal, age_group,
    sex, doses)
VALUES (gen_random_uuid(), '34001', '12688', DATE '2022-01-10', 'comirnaty', 'primary', 1, '18_49',
    'M', 1);
WITH entry AS (
    INSERT INTO audit_entry (id, at, act, subject_kind, subject_id, place, after)
    VALUES (gen_random_uuid(), now(), 'api_dose_record', 'dose', gen_random_uuid()::TEXT, '34001',
        repeat('x', 260))
    RETURNING at, id
)
INSERT INTO audit_unsealed (at, entry_id) SELECT at, id FROM entry;
COMMIT;
