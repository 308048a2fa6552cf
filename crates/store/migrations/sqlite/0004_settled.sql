-- Whether somebody's identity is settled: by what the register answered, or by what the commune has said
-- since. As passports ask it (registry::passport).
CREATE VIEW person_settled AS
SELECT
    person.id AS person_id,
    coalesce(
        (
            SELECT word.refused = ''
            FROM confirmation AS word
            WHERE word.person_id = person.id
                AND word.gate = 'identity'
                AND (person.identity_at IS NULL OR word.confirmed_at >= person.identity_at)
            ORDER BY word.confirmed_at DESC, word.id DESC
            LIMIT 1
        ),
        person.identity IN ('verified', 'exempt')
    ) AS is_settled
FROM person;

-- Whether nothing that says the same is issued again: what the ministry revoked, it meant.
ALTER TABLE revocation ADD COLUMN holds INTEGER NOT NULL DEFAULT 0 CHECK (holds IN (0, 1));
