-- Which job has this id?
SELECT
    id, kind, lane, subject, order_text, state, run_after, leased_until, attempts, done_steps,
    all_steps, fault, asked_by, created_at, updated_at
FROM job
WHERE id = $1
