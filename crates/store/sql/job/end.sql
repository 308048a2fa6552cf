-- Ends a job, or puts it off until later, unless another worker has taken it.
UPDATE job
SET state = $3, fault = $4, run_after = $5, leased_until = NULL, updated_at = $6
WHERE id = $1
    AND attempts = $2
    AND state = 'running'
