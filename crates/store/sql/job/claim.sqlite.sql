-- Takes the job of a lane that is due the longest, or one whose worker was lost. A moment further
-- away than anybody puts a job off was written by a clock that has been set back since. Each arm
-- reads one entry of the index, however many jobs wait.
UPDATE job
SET state = 'running', leased_until = $2, attempts = attempts + 1, updated_at = $1
WHERE id = (
    SELECT id
    FROM (
        SELECT id, run_after FROM (
            SELECT id, run_after FROM job
            WHERE lane = $3 AND state = 'waiting' AND run_after <= $1
            ORDER BY run_after, id
            LIMIT 1
        ) AS due
        UNION ALL
        SELECT id, run_after FROM (
            SELECT id, run_after FROM job
            WHERE lane = $3 AND state = 'waiting' AND run_after > $4
            ORDER BY run_after, id
            LIMIT 1
        ) AS far
        UNION ALL
        SELECT id, run_after FROM (
            SELECT id, run_after FROM job
            WHERE lane = $3 AND state = 'running' AND (leased_until <= $1 OR leased_until > $4)
            ORDER BY run_after, id
            LIMIT 1
        ) AS lost
    ) AS first_of_each
    ORDER BY run_after, id
    LIMIT 1
)
RETURNING
    id, kind, lane, subject, order_text, state, run_after, leased_until, attempts, done_steps,
    all_steps, fault, asked_by, created_at, updated_at
