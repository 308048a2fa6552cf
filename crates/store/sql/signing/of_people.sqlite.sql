-- Which completed signatures stand under the doses of these people, the newest of a dose first? Ids in
-- hexadecimal in JSON.
SELECT dose_signature.signing_id, dose_signature.place, dose_signature.dose_id, dose_signature.leaf
FROM dose
INNER JOIN dose_signature ON dose.id = dose_signature.dose_id
INNER JOIN dose_signing ON dose_signature.signing_id = dose_signing.id
WHERE dose.person_id IN (SELECT unhex(value) FROM json_each($1))
    AND dose.state <> 'voided'
    AND dose_signing.signed_at IS NOT NULL
ORDER BY dose_signature.dose_id, dose_signing.signed_at DESC, dose_signing.id DESC
