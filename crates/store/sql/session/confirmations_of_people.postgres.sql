-- What did these people say of their records, and what was said of who they are, the newest first?
SELECT
    id, attendance_id, person_id, dose_id, gate, channel, refused, should_be,
    confirmed_at, noted_by
FROM confirmation
WHERE person_id = ANY($1)
ORDER BY confirmed_at DESC, id DESC
