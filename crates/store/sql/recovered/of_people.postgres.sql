-- Which illnesses had these people?
SELECT
    had.id, had.person_id, had.commune_code, had.positive_on, had.recovered_on, had.test,
    had.entered_by, had.created_at
FROM unnest($1::UUID[]) AS wanted (id)
CROSS JOIN LATERAL (SELECT * FROM recovered_case WHERE person_id = wanted.id OFFSET 0) AS had
ORDER BY had.person_id, had.positive_on
