-- How many units are known?
SELECT COUNT(*) FROM admin_unit
