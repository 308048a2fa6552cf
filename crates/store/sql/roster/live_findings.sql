-- What did the police find about the people of those lists, by commune? Nothing where they have not
-- answered.
SELECT roster.commune_code, roster_entry.police_result, COUNT(*) AS people
FROM roster
JOIN roster_entry ON roster_entry.roster_id = roster.id
WHERE roster.state <> 'used'
GROUP BY roster.commune_code, roster_entry.police_result
ORDER BY roster.commune_code, roster_entry.police_result
