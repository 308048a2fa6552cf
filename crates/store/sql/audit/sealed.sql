-- Takes the entries of so many links, from one on, from those that wait.
DELETE FROM audit_unsealed
WHERE (at, entry_id) IN (
    SELECT audit_entry.at, audit_entry.id
    FROM (SELECT entry_id FROM audit_link WHERE seq >= $1 ORDER BY seq LIMIT $2) AS sealed
    JOIN audit_entry ON audit_entry.id = sealed.entry_id
)
