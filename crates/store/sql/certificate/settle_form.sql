-- A form that was asked for is given, or there can be none.
UPDATE certificate_form SET certificate_id = $2, content = $3, code = $4, given_at = $5, fault = $6
WHERE id = $1
    AND code IS NULL
    AND fault IS NULL
