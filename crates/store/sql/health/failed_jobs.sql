-- How many jobs must somebody look at?
SELECT COUNT(*) FROM job WHERE state = 'failed'
