-- In which hamlets do residents of a commune live?
SELECT DISTINCT hamlet
FROM person
WHERE commune_code = $1
    AND state = 'active'
    AND hamlet IS NOT NULL
ORDER BY hamlet
