-- What did a person say of their records, the newest first?
SELECT
    id, attendance_id, person_id, dose_id, gate, channel, refused, should_be,
    confirmed_at, noted_by
FROM confirmation
WHERE person_id = $1
ORDER BY confirmed_at DESC, id DESC
