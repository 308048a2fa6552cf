-- Which unit had this code on a day?
SELECT
    code, valid_from, valid_to, level, name, district_code, province_code
FROM admin_unit
WHERE code = $1
    AND valid_from <= $2
    AND (valid_to IS NULL OR valid_to > $2)
