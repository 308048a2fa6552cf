-- Under which signatures does or did a dose stand, the newest first?
SELECT leaf.signing_id, leaf.place, leaf.dose_id, leaf.leaf
FROM dose_signature AS leaf
INNER JOIN dose_signing AS signing ON leaf.signing_id = signing.id
WHERE leaf.dose_id = $1
    AND signing.signed_at IS NOT NULL
ORDER BY signing.signed_at DESC, signing.id DESC
