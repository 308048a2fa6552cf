-- What was sent to a facility and has not arrived there?
SELECT
    sent.id, sent.facility_code, sent.lot_id, sent.session_id, sent.kind, sent.vials,
    sent.other_facility, sent.answers, sent.reason, sent.paper, sent.moved_on, sent.moved_by,
    sent.created_at
FROM stock_move AS sent
WHERE sent.other_facility = $1
    AND sent.kind = 'transfer_out'
    AND NOT EXISTS (SELECT 1 FROM stock_move AS arrived WHERE arrived.answers = sent.id)
ORDER BY sent.created_at, sent.id
