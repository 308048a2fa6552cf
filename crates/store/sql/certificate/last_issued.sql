-- When was the last certificate issued?
SELECT issued_at
FROM certificate
ORDER BY id DESC
LIMIT 1
