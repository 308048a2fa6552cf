-- How many imports has a facility?
SELECT COUNT(*) FROM import WHERE facility_code = $1
