-- Takes the revocation of a certificate back.
UPDATE revocation SET withdrawn_by = $2, withdrawn_at = $3, withdrawn_reason = $4
WHERE certificate_id = $1
    AND withdrawn_at IS NULL
