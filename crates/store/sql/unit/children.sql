-- Which units of a level were in a province (and district) on a day?
SELECT
    code, valid_from, valid_to, level, name, district_code, province_code
FROM admin_unit
WHERE province_code = $1
    AND ($2 IS NULL OR district_code = $2)
    AND level = $3
    AND valid_from <= $4
    AND (valid_to IS NULL OR valid_to > $4)
ORDER BY code
