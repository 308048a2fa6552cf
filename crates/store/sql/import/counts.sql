-- How many rows of each kind has an import, and how many of them are applied?
SELECT kind, COUNT(*), COUNT(applied)
FROM import_row
WHERE import_id = $1
GROUP BY kind
ORDER BY kind
