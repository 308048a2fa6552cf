-- Whose certificates end between two moments, and who does not wait already? Those that end first.
SELECT
    id, person_id
FROM certificate
WHERE state = 'issued'
    AND expires_at > $1
    AND expires_at < $2
    AND NOT EXISTS (
        SELECT 1 FROM certificate_due AS due WHERE due.person_id = certificate.person_id
    )
ORDER BY expires_at, id
LIMIT $3
