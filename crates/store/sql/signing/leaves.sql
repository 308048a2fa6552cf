-- Which doses are under a signature, in the order of its tree?
SELECT signing_id, place, dose_id, leaf
FROM dose_signature
WHERE signing_id = $1
ORDER BY place
