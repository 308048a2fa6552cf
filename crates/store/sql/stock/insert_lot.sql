-- Adds a lot.
INSERT INTO lot (
    id, product_code, number, number_key, expires_on, doses_per_vial, created_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7
)
