-- Which entry is the last of so many before one?
SELECT id, at
FROM audit_entry
WHERE id < $1
ORDER BY id DESC
LIMIT 1 OFFSET $2
