-- Counts a dose, or takes one back.
INSERT INTO dose_delta (
    id, facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex, doses
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
)
