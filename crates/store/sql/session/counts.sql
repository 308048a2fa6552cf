-- How far are those who attend a session, and what did they last say of their records?
SELECT state, on_list, dosed, said, COUNT(*) AS people
FROM (
    SELECT attendance.state, attendance.on_list, attendance.dose_id IS NOT NULL AS dosed,
        (
            SELECT CASE WHEN confirmation.refused = '' THEN 'confirmed' ELSE 'refused' END
            FROM confirmation
            WHERE confirmation.attendance_id = attendance.id
                AND confirmation.gate = 'attendance'
            ORDER BY confirmation.confirmed_at DESC, confirmation.id DESC
            LIMIT 1
        ) AS said
    FROM attendance
    WHERE attendance.session_id = $1
) AS attending
GROUP BY state, on_list, dosed, said
ORDER BY state, on_list, dosed, said
