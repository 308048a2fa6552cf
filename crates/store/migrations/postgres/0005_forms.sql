-- A passport in the form of others, for whoever asked for it: as a SMART Health Card (shc), as the WHO's
-- vaccination status (ddcc). It has the identifier of the passport, begins with being asked for, and ends
-- with it; of the next passport there is another, without asking.
CREATE TABLE certificate_form (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    form TEXT NOT NULL CHECK (form IN ('shc', 'ddcc')),
    asked_by UUID NOT NULL REFERENCES account (id),
    asked_at TIMESTAMPTZ NOT NULL,
    -- Of which passport it is the form; none as long as it waits, or where there can be none.
    certificate_id UUID REFERENCES certificate (id),
    -- SHA-256 of what it says, apart from its identifier.
    content BYTEA,
    code TEXT,
    given_at TIMESTAMPTZ,
    -- Why there can be none.
    fault TEXT,
    CHECK (
        (certificate_id IS NULL) = (code IS NULL)
        AND (content IS NULL) = (code IS NULL)
        AND (given_at IS NULL) = (code IS NULL)
        AND (code IS NULL OR fault IS NULL)
    )
);
CREATE UNIQUE INDEX certificate_form_waits ON certificate_form (person_id, form)
WHERE code IS NULL AND fault IS NULL;
CREATE UNIQUE INDEX certificate_form_once ON certificate_form (certificate_id, form)
WHERE certificate_id IS NOT NULL;
CREATE INDEX certificate_form_person ON certificate_form (person_id, asked_at);
CREATE INDEX certificate_form_certificate ON certificate_form (certificate_id) WHERE certificate_id IS NOT NULL;
