-- Which facility was counted before a moment, or never; the longest ago first?
SELECT facility.code
FROM facility
LEFT JOIN funnel ON facility.code = funnel.facility_code
WHERE funnel.counted_at IS NULL OR funnel.counted_at < $1
ORDER BY funnel.counted_at IS NOT NULL, funnel.counted_at, facility.code
LIMIT 1
