-- Adds a row, or replaces what an interrupted reading left of it.
INSERT INTO import_row (
    id, import_id, sheet, line, kind, typed, mended, reasons, person_id, verdict, applied,
    applied_at
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
)
ON CONFLICT (import_id, sheet, line)
DO UPDATE SET kind = excluded.kind, typed = excluded.typed, reasons = excluded.reasons,
    person_id = excluded.person_id, verdict = excluded.verdict
WHERE import_row.applied IS NULL
