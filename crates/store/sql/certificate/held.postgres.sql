-- What may not be issued again to these people?
SELECT certificate.person_id, certificate.dose_id, certificate.content
FROM revocation
INNER JOIN certificate ON revocation.certificate_id = certificate.id
WHERE certificate.person_id = ANY($1)
    AND revocation.holds
    AND revocation.withdrawn_at IS NULL
