-- Takes an entry from those that wait.
DELETE FROM audit_unsealed WHERE entry_id = $1
