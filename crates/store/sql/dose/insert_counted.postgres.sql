-- Adds a dose, counts it, adds what was done, and lets the sealer know of it: in one statement,
-- because every recorded dose waits for each way to the server.
WITH given AS (
    INSERT INTO dose (
        id, person_id, product_code, lot_id, lot_number, facility_code, session_id, import_id,
        country, given_on, given_at, given_by, kind, ordinal, source, state, overrides, version,
        created_at, updated_at
    )
    VALUES (
        $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20
    )
),

counted AS (
    INSERT INTO dose_delta (
        id, facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex, doses
    )
    VALUES (
        $21, $22, $23, $24, $25, $26, $27, $28, $29, $30
    )
),

entry AS (
    INSERT INTO audit_entry (
        id, at, actor, act, subject_kind, subject_id, place, before, after, reason
    )
    VALUES (
        $31, $32, $33, $34, $35, $36, $37, $38, $39, $40
    )
    RETURNING id, at
)

INSERT INTO audit_unsealed (entry_id, at) SELECT id, at FROM entry
