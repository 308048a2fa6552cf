-- All policies, those of the past too.
SELECT
    key, valid_from, valid_to, value, source
FROM policy
ORDER BY key, valid_from
