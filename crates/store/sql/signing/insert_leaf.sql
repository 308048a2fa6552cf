-- Adds a dose to an act of signing.
INSERT INTO dose_signature (
    signing_id, place, dose_id, leaf
)
VALUES (
    $1, $2, $3, $4
)
