-- Changes a dose that nobody else changed since it was read.
UPDATE dose
SET
    person_id = $2,
    product_code = $3,
    lot_id = $4,
    lot_number = $5,
    facility_code = $6,
    session_id = $7,
    import_id = $8,
    country = $9,
    given_on = $10,
    given_at = $11,
    given_by = $12,
    kind = $13,
    ordinal = $14,
    source = $15,
    state = $16,
    overrides = $17,
    updated_at = $18,
    version = version + 1
WHERE id = $1
    AND version = $19
