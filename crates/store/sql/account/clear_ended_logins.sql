-- Clears logins that ended before a moment.
DELETE FROM login
WHERE expires_at < $1
