-- How far are the doses of every facility that was counted?
SELECT
    facility.code AS facility_code, facility.name, facility.commune_code, funnel.recorded,
    funnel.verified, funnel.signed, funnel.certified, funnel.counted_at
FROM facility
INNER JOIN funnel ON facility.code = funnel.facility_code
ORDER BY facility.code
