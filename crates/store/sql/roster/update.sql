-- Changes a roster that nobody else changed since it was read.
UPDATE roster
SET
    name = $2,
    facility_code = $3,
    organisation = $4,
    commune_code = $5,
    drafted_by = $6,
    state = $7,
    updated_at = $8,
    version = version + 1
WHERE id = $1
    AND version = $9
