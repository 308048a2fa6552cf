-- What did the register answer about a person, the newest first?
SELECT
    id, person_id, asked_at, asked_by, model, snapshot, sent, class, id_state, name_state,
    date_of_birth_state, sex_state, commune_state, band, probability, reason, explanation
FROM verdict
WHERE person_id = $1
ORDER BY asked_at DESC, id DESC
LIMIT $2
