-- Verifiers need the key until then.
UPDATE document_signer SET needed_until = $2
WHERE id = $1
    AND needed_until < $2
