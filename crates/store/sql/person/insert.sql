-- Adds a person.
INSERT INTO person (
    id, full_name, folded_name, call_name, date_of_birth, sex, id_number, old_number,
    insurance_number, phone, nationality, commune_code, hamlet, address, workplace,
    priority_group, guardian_id, state, merged_into, identity, identity_fields, identity_at,
    version, created_at, updated_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
    $20, $21, $22, $23, $24, $25
)
