SELECT column_name::TEXT, data_type::TEXT
FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = $1
ORDER BY ordinal_position
