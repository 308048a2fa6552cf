-- Adds a unit; one that is there already stays as it is.
INSERT INTO admin_unit (
    code, valid_from, valid_to, level, name, district_code, province_code
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7
)
ON CONFLICT (code, valid_from) DO NOTHING
