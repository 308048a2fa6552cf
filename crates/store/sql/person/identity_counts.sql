-- How many residents of a commune are in each state of identity?
SELECT identity, COUNT(*) AS people
FROM person
WHERE commune_code = $1
    AND state = 'active'
GROUP BY identity
ORDER BY identity
