-- Notes how far a job is and keeps it for its worker.
UPDATE job
SET done_steps = $2, all_steps = $3, leased_until = $4, updated_at = $5
WHERE id = $1
    AND state = 'running'
