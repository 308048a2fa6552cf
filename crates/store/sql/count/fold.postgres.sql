-- Adds the deltas up into the counter and takes them away in one statement: what others commit
-- meanwhile waits for the next time.
WITH folded AS (
    DELETE FROM dose_delta
    RETURNING facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex, doses
),
added AS (
    INSERT INTO dose_count (
        facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex, doses
    )
    SELECT facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex, SUM(doses)
    FROM folded
    GROUP BY facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex
    ON CONFLICT (facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex)
    DO UPDATE SET doses = dose_count.doses + excluded.doses
)
SELECT COUNT(*) FROM folded
