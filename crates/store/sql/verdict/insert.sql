-- Adds an answer of the register.
INSERT INTO verdict (
    id, person_id, asked_at, asked_by, model, snapshot, sent, class, id_state, name_state,
    date_of_birth_state, sex_state, commune_state, band, probability, reason, explanation
)
VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
)
