-- Sets the last day of use of a lot that nobody else changed since it was read.
UPDATE lot
SET expires_on = $2
WHERE id = $1
    AND expires_on IS NOT DISTINCT FROM $3
