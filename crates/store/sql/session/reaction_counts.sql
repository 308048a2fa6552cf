-- How many reactions of each severity followed on the doses of a session?
SELECT reaction.severity, COUNT(*)
FROM reaction
JOIN dose ON dose.id = reaction.dose_id
WHERE dose.session_id = $1
GROUP BY reaction.severity
ORDER BY reaction.severity
