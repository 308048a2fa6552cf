-- What was said of the records of a session?
SELECT
    confirmation.id, confirmation.attendance_id, confirmation.person_id,
    confirmation.dose_id, confirmation.gate, confirmation.channel, confirmation.refused,
    confirmation.should_be, confirmation.confirmed_at, confirmation.noted_by
FROM confirmation
JOIN attendance ON attendance.id = confirmation.attendance_id
WHERE attendance.session_id = $1
ORDER BY confirmation.confirmed_at, confirmation.id
