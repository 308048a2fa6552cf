-- Changes a facility that nobody else changed since it was read.
UPDATE facility
SET
    name = $2,
    kind = $3,
    commune_code = $4,
    managing_body = $5,
    closed_on = $6,
    updated_at = $7,
    version = version + 1
WHERE code = $1
    AND version = $8
