-- Changes a person whom nobody else changed since it was read.
UPDATE person
SET
    full_name = $2,
    folded_name = $3,
    call_name = $4,
    date_of_birth = $5,
    sex = $6,
    id_number = $7,
    old_number = $8,
    insurance_number = $9,
    phone = $10,
    nationality = $11,
    commune_code = $12,
    hamlet = $13,
    address = $14,
    workplace = $15,
    priority_group = $16,
    guardian_id = $17,
    state = $18,
    merged_into = $19,
    identity = $20,
    identity_fields = $21,
    identity_at = $22,
    updated_at = $23,
    version = version + 1
WHERE id = $1
    AND version = $24
