-- Rosters of a commune, the newest first; all, or those in one state.
SELECT
    id, name, facility_code, organisation, commune_code, drafted_by, state, version,
    created_at, updated_at
FROM roster
WHERE commune_code = $1
    AND ($2 IS NULL OR state = $2)
ORDER BY created_at DESC, id DESC
LIMIT $3
