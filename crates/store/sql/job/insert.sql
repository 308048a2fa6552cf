-- Adds a job, once.
INSERT INTO job (
    id, kind, lane, subject, order_text, state, run_after, leased_until, attempts, done_steps,
    all_steps, fault, asked_by, created_at, updated_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
)
ON CONFLICT (id) DO NOTHING
