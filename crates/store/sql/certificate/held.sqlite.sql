-- What may not be issued again to these people? Ids in hexadecimal in JSON.
SELECT certificate.person_id, certificate.dose_id, certificate.content
FROM revocation
INNER JOIN certificate ON revocation.certificate_id = certificate.id
WHERE certificate.person_id IN (SELECT unhex(value) FROM json_each($1))
    AND revocation.holds
    AND revocation.withdrawn_at IS NULL
