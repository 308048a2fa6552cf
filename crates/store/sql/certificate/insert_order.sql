-- Adds an order about many certificates.
INSERT INTO certificate_order (
    id, kind, selection, reason, ordered_by, ordered_at, reached, cursor
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8
)
