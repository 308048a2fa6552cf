-- Vaccine passports: with which keys they are signed, whose turn it is, what was issued, replaced and
-- revoked, and how far the doses of each facility are on that way.

-- The certificates of the keys with which the ministry signs (DSC). The private keys are never here.
CREATE TABLE document_signer (
    id UUID NOT NULL PRIMARY KEY,
    -- First 8 bytes of the SHA-256 of the certificate.
    kid BYTEA NOT NULL,
    -- DER.
    certificate BYTEA NOT NULL UNIQUE,
    added_at TIMESTAMPTZ NOT NULL,
    -- Until when verifiers need it: the last end of a passport that it signed.
    needed_until TIMESTAMPTZ NOT NULL,
    -- Since when nothing that it signed counts any more.
    ended_at TIMESTAMPTZ,
    reason TEXT
);

-- Whom to look at: something changed that a passport depends on. Rows are added, looked at and taken
-- away; one person may have several.
CREATE TABLE certificate_due (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    cause TEXT NOT NULL,
    -- Whether it may be issued even where passports wait for a wave.
    is_released BOOLEAN NOT NULL
);
CREATE INDEX certificate_due_released ON certificate_due (id) WHERE is_released;
CREATE INDEX certificate_due_person ON certificate_due (person_id);

-- What was issued. The text is what the code shows; pictures are drawn from it.
CREATE TABLE certificate (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    -- The dose that it is about.
    dose_id UUID NOT NULL REFERENCES dose (id),
    signer_id UUID NOT NULL REFERENCES document_signer (id),
    -- With which others it was issued: the audit has the digest of all of them.
    batch_id UUID NOT NULL,
    uvci TEXT NOT NULL UNIQUE,
    -- SHA-256 of what it says, apart from its identifier.
    content BYTEA NOT NULL,
    code TEXT NOT NULL,
    issued_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('issued', 'superseded', 'revoked')),
    replaced_by UUID REFERENCES certificate (id) DEFERRABLE INITIALLY DEFERRED,
    ended_at TIMESTAMPTZ,
    reason TEXT,
    CHECK ((state = 'issued') = (ended_at IS NULL))
);
-- One passport of a person counts at a time.
CREATE UNIQUE INDEX certificate_current ON certificate (person_id) WHERE state = 'issued';
CREATE INDEX certificate_person ON certificate (person_id, issued_at);
CREATE INDEX certificate_expiry ON certificate (expires_at, id) WHERE state = 'issued';
CREATE INDEX certificate_dose ON certificate (dose_id);
CREATE INDEX certificate_signer ON certificate (signer_id);
CREATE INDEX certificate_batch ON certificate (batch_id);
CREATE INDEX certificate_replaced ON certificate (replaced_by) WHERE replaced_by IS NOT NULL;

-- What verifiers are told not to believe. An entry ends with the certificate, or is withdrawn.
CREATE TABLE revocation (
    id UUID NOT NULL PRIMARY KEY,
    certificate_id UUID NOT NULL REFERENCES certificate (id),
    kid BYTEA NOT NULL,
    -- First 16 bytes of the SHA-256 of the identifier.
    hash BYTEA NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_by UUID REFERENCES account (id),
    revoked_at TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL,
    withdrawn_by UUID REFERENCES account (id),
    withdrawn_at TIMESTAMPTZ,
    withdrawn_reason TEXT
);
CREATE UNIQUE INDEX revocation_once ON revocation (certificate_id) WHERE withdrawn_at IS NULL;
CREATE INDEX revocation_certificate ON revocation (certificate_id);

-- Waves, and certificates issued anew or revoked by cohort, as they were ordered.
CREATE TABLE certificate_order (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('wave', 'reissue', 'revoke')),
    -- Whose, as JSON.
    selection TEXT NOT NULL,
    reason TEXT NOT NULL,
    ordered_by UUID NOT NULL REFERENCES account (id),
    ordered_at TIMESTAMPTZ NOT NULL,
    -- How many it has reached, and where it goes on.
    reached BIGINT NOT NULL,
    cursor UUID
);
CREATE INDEX certificate_order_at ON certificate_order (ordered_at, id);

-- Paper that a passport stands for from now on.
CREATE TABLE paper_certificate (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    -- As printed on it, in capitals without blanks.
    number TEXT NOT NULL UNIQUE,
    issued_on DATE,
    certificate_id UUID NOT NULL REFERENCES certificate (id),
    facility_code TEXT NOT NULL REFERENCES facility (code),
    taken_by UUID NOT NULL REFERENCES account (id),
    taken_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX paper_certificate_person ON paper_certificate (person_id);
CREATE INDEX paper_certificate_facility ON paper_certificate (facility_code);
CREATE INDEX paper_certificate_certificate ON paper_certificate (certificate_id);

-- How far the doses of a facility are: recorded, of these verified, of these signed, of these certified.
CREATE TABLE funnel (
    facility_code TEXT NOT NULL PRIMARY KEY REFERENCES facility (code),
    recorded BIGINT NOT NULL,
    verified BIGINT NOT NULL,
    signed BIGINT NOT NULL,
    certified BIGINT NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX funnel_counted ON funnel (counted_at);
