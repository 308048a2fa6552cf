-- Changes a roster that nobody else changed since it was read.
UPDATE roster
SET
    name = $2,
    facility_code = $3,
    commune_code = $4,
    drafted_by = $5,
    state = $6,
    updated_at = $7,
    version = version + 1
WHERE id = $1
    AND version = $8
