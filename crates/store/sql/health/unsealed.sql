-- How many audit entries wait for the sealer?
SELECT COUNT(*) FROM audit_unsealed
