-- Of which passports that are not to be believed at a moment was a card given?
SELECT revocation.kid, revocation.hash
FROM certificate_form AS form
INNER JOIN revocation ON form.certificate_id = revocation.certificate_id
WHERE form.form = 'shc'
    AND revocation.withdrawn_at IS NULL
    AND revocation.expires_at > $1
ORDER BY revocation.id
