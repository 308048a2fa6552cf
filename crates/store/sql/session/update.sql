-- Changes a session that nobody else changed since it was read.
UPDATE session
SET
    facility_code = $2,
    roster_id = $3,
    name = $4,
    place = $5,
    commune_code = $6,
    held_on = $7,
    state = $8,
    opened_at = $9,
    closed_at = $10,
    closing = $11,
    updated_at = $12,
    version = version + 1
WHERE id = $1
    AND version = $13
