-- Which lot of a product has this number?
SELECT
    id, product_code, number, number_key, expires_on, doses_per_vial, created_at
FROM lot
WHERE product_code = $1
    AND number = $2
