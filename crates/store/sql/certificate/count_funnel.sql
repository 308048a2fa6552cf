-- How far are the doses of a facility at a moment?
SELECT
    count(*) AS recorded,
    count(*) FILTER (WHERE settled.is_settled) AS verified,
    count(*) FILTER (
        WHERE settled.is_settled AND dose.state IN ('signed', 'certified')
    ) AS signed,
    count(*) FILTER (
        WHERE settled.is_settled AND dose.state IN ('signed', 'certified')
        AND certificate.id IS NOT NULL
    ) AS certified
FROM dose
INNER JOIN person_settled AS settled ON dose.person_id = settled.person_id
LEFT JOIN certificate
    ON dose.person_id = certificate.person_id
        AND certificate.state = 'issued'
        AND certificate.expires_at > $2
        AND NOT EXISTS (
            SELECT 1 FROM document_signer AS signer
            WHERE signer.id = certificate.signer_id AND signer.ended_at IS NOT NULL
        )
WHERE dose.facility_code = $1
    AND dose.state <> 'voided'
