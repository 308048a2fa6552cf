-- How far the doses of a facility are.
INSERT INTO funnel (
    facility_code, recorded, verified, signed, certified, counted_at
)
VALUES (
    $1, $2, $3, $4, $5, $6
)
ON CONFLICT (facility_code) DO UPDATE SET
    recorded = excluded.recorded,
    verified = excluded.verified,
    signed = excluded.signed,
    certified = excluded.certified,
    counted_at = excluded.counted_at
