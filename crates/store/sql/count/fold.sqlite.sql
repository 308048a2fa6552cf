-- Adds the deltas up into the counter. Nobody else writes meanwhile, so none comes between this
-- and taking them away.
INSERT INTO dose_count (
    facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex, doses
)
SELECT facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex, SUM(doses)
FROM dose_delta
WHERE true
GROUP BY facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex
ON CONFLICT (facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex)
DO UPDATE SET doses = dose_count.doses + excluded.doses
