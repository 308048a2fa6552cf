-- Takes away the deltas that were added up.
DELETE FROM dose_delta
