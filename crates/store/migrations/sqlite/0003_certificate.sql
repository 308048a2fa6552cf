-- Vaccine passports: with which keys they are signed, whose turn it is, what was issued, replaced and
-- revoked, and how far the doses of each facility are on that way.

-- The certificates of the keys with which the ministry signs (DSC). The private keys are never here.
CREATE TABLE document_signer (
    id BLOB NOT NULL PRIMARY KEY,
    -- First 8 bytes of the SHA-256 of the certificate.
    kid BLOB NOT NULL,
    -- DER.
    certificate BLOB NOT NULL UNIQUE,
    added_at INTEGER NOT NULL,
    -- Until when verifiers need it: the last end of a passport that it signed.
    needed_until INTEGER NOT NULL,
    -- Since when nothing that it signed counts any more.
    ended_at INTEGER,
    reason TEXT
) STRICT;

-- Whom to look at: something changed that a passport depends on. Rows are added, looked at and taken
-- away; one person may have several.
CREATE TABLE certificate_due (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    cause TEXT NOT NULL,
    -- Whether it may be issued even where passports wait for a wave.
    is_released INTEGER NOT NULL CHECK (is_released IN (0, 1))
) STRICT;
CREATE INDEX certificate_due_released ON certificate_due (id) WHERE is_released;
CREATE INDEX certificate_due_person ON certificate_due (person_id);

-- What was issued. The text is what the code shows; pictures are drawn from it.
CREATE TABLE certificate (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    -- The dose that it is about.
    dose_id BLOB NOT NULL REFERENCES dose (id),
    signer_id BLOB NOT NULL REFERENCES document_signer (id),
    -- With which others it was issued: the audit has the digest of all of them.
    batch_id BLOB NOT NULL,
    uvci TEXT NOT NULL UNIQUE,
    -- SHA-256 of what it says, apart from its identifier.
    content BLOB NOT NULL,
    code TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('issued', 'superseded', 'revoked')),
    replaced_by BLOB REFERENCES certificate (id) DEFERRABLE INITIALLY DEFERRED,
    ended_at INTEGER,
    reason TEXT,
    CHECK ((state = 'issued') = (ended_at IS NULL))
) STRICT;
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
    id BLOB NOT NULL PRIMARY KEY,
    certificate_id BLOB NOT NULL REFERENCES certificate (id),
    kid BLOB NOT NULL,
    -- First 16 bytes of the SHA-256 of the identifier.
    hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_by BLOB REFERENCES account (id),
    revoked_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    withdrawn_by BLOB REFERENCES account (id),
    withdrawn_at INTEGER,
    withdrawn_reason TEXT
) STRICT;
CREATE UNIQUE INDEX revocation_once ON revocation (certificate_id) WHERE withdrawn_at IS NULL;
CREATE INDEX revocation_certificate ON revocation (certificate_id);

-- Waves, and certificates issued anew or revoked by cohort, as they were ordered.
CREATE TABLE certificate_order (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('wave', 'reissue', 'revoke')),
    -- Whose, as JSON.
    selection TEXT NOT NULL,
    reason TEXT NOT NULL,
    ordered_by BLOB NOT NULL REFERENCES account (id),
    ordered_at INTEGER NOT NULL,
    -- How many it has reached, and where it goes on.
    reached INTEGER NOT NULL,
    cursor BLOB
) STRICT;
CREATE INDEX certificate_order_at ON certificate_order (ordered_at, id);

-- Paper that a passport stands for from now on.
CREATE TABLE paper_certificate (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    -- As printed on it, in capitals without blanks.
    number TEXT NOT NULL UNIQUE,
    issued_on TEXT,
    certificate_id BLOB NOT NULL REFERENCES certificate (id),
    facility_code TEXT NOT NULL REFERENCES facility (code),
    taken_by BLOB NOT NULL REFERENCES account (id),
    taken_at INTEGER NOT NULL
) STRICT;
CREATE INDEX paper_certificate_person ON paper_certificate (person_id);
CREATE INDEX paper_certificate_facility ON paper_certificate (facility_code);
CREATE INDEX paper_certificate_certificate ON paper_certificate (certificate_id);

-- How far the doses of a facility are: recorded, of these verified, of these signed, of these certified.
CREATE TABLE funnel (
    facility_code TEXT NOT NULL PRIMARY KEY REFERENCES facility (code),
    recorded INTEGER NOT NULL,
    verified INTEGER NOT NULL,
    signed INTEGER NOT NULL,
    certified INTEGER NOT NULL,
    counted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX funnel_counted ON funnel (counted_at);
