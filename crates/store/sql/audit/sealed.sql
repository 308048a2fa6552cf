-- Takes the entries of the links from one on from those that wait.
DELETE FROM audit_unsealed
WHERE entry_id IN (SELECT entry_id FROM audit_link WHERE seq >= $1)
