-- Ends a job, or puts it off until later.
UPDATE job
SET state = $2, fault = $3, run_after = $4, leased_until = NULL, updated_at = $5
WHERE id = $1
