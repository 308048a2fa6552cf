-- Takes the job that is due the longest, or one whose worker was lost.
UPDATE job
SET state = 'running', leased_until = $2, attempts = attempts + 1, updated_at = $1
WHERE id = (
    SELECT id FROM job
    WHERE run_after <= $1
        AND (state = 'waiting' OR state = 'running' AND leased_until <= $1)
    ORDER BY run_after, id
    LIMIT 1
)
RETURNING
    id, kind, subject, order_text, state, run_after, leased_until, attempts, done_steps,
    all_steps, fault, asked_by, created_at, updated_at
