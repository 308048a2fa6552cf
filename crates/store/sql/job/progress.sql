-- Notes how far a job is and keeps it for its worker, unless another has taken it.
UPDATE job
SET done_steps = $3, all_steps = $4, leased_until = $5, updated_at = $6
WHERE id = $1
    AND attempts = $2
    AND state = 'running'
