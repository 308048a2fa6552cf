-- Adds a piece of the file.
INSERT INTO import_file (
    import_id, piece, bytes
)
VALUES (
    $1, $2, $3
)
