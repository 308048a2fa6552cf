-- All doses that are not voided.
SELECT COUNT(*) FROM dose WHERE state <> 'voided'
