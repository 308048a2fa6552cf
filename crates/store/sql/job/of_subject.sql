-- Jobs about a thing, the newest first.
SELECT
    id, kind, lane, subject, order_text, state, run_after, leased_until, attempts, done_steps,
    all_steps, fault, asked_by, created_at, updated_at
FROM job
WHERE subject = $1
ORDER BY created_at DESC, id DESC
