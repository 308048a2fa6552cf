-- How many revocations are there, and how many of them were withdrawn?
SELECT count(*) AS written, count(withdrawn_at) AS withdrawn
FROM revocation
