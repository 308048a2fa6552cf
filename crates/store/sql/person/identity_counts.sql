-- How many residents of a commune have each state of identity?
SELECT identity, COUNT(*)
FROM person
WHERE commune_code = $1
    AND state = 'active'
GROUP BY identity
ORDER BY identity
