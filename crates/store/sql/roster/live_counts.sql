-- How many lists that no session has used yet are in each commune and state, and since when does the
-- first of them wait?
SELECT commune_code, state, COUNT(*) AS lists, MIN(updated_at) AS oldest
FROM roster
WHERE state <> 'used'
GROUP BY commune_code, state
ORDER BY commune_code, state
