-- A piece of the file.
SELECT bytes
FROM import_file
WHERE import_id = $1
    AND piece = $2
