-- What did the register answer about a person before a moment, the newest first? The answers about
-- records that were joined to this one count; the ledger itself never changes.
WITH RECURSIVE record (id) AS (
    SELECT id FROM person WHERE id = $1
    UNION
    SELECT person.id
    FROM person
    JOIN record ON person.merged_into = record.id
)

SELECT
    verdict.id, verdict.person_id, verdict.asked_at, verdict.asked_by, verdict.model,
    verdict.snapshot, verdict.sent, verdict.class, verdict.id_state, verdict.name_state,
    verdict.date_of_birth_state, verdict.sex_state, verdict.commune_state, verdict.band,
    verdict.probability, verdict.reason, verdict.explanation
FROM record
JOIN verdict ON verdict.person_id = record.id
WHERE (verdict.asked_at, verdict.id) < ($2, $3)
ORDER BY verdict.asked_at DESC, verdict.id DESC
LIMIT $4
