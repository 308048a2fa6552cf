-- Which certificates that count are about doses like these, after an id? What is empty says nothing. With
-- a moment, those besides that are valid then though another took their place.
SELECT certificate.id, certificate.person_id
FROM certificate
INNER JOIN dose ON certificate.dose_id = dose.id
WHERE certificate.id > $1
    AND (
        certificate.state = 'issued'
        OR (certificate.state = 'superseded' AND certificate.expires_at > $8)
    )
    AND ($2 = '' OR dose.product_code = $2)
    AND ($3 = '' OR dose.lot_number = $3)
    AND ($4 = '' OR dose.facility_code = $4)
    AND ($5 = '' OR CAST(dose.given_on AS TEXT) >= $5)
    AND ($6 = '' OR CAST(dose.given_on AS TEXT) <= $6)
    AND ($7 IS NULL OR certificate.signer_id = $7)
ORDER BY certificate.id
LIMIT $9
