-- Which lot has this id?
SELECT
    id, product_code, number, number_key, expires_on, doses_per_vial, created_at
FROM lot
WHERE id = $1
