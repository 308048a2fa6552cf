-- Doses signed where they were given: whose certificates count, who signs with which, and what each
-- signature is over.

-- Certificate authorities whose signing certificates are accepted.
CREATE TABLE signing_authority (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- DER.
    certificate BLOB NOT NULL UNIQUE,
    added_by BLOB NOT NULL REFERENCES account (id),
    added_at INTEGER NOT NULL,
    ended_at INTEGER,
    reason TEXT NOT NULL
) STRICT;

-- The certificate with which the holder of an account signs. For which facilities, their rights say.
-- The private key is never here: backups are made of these tables.
CREATE TABLE signing_certificate (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    authority_id BLOB NOT NULL REFERENCES signing_authority (id),
    -- DER.
    certificate BLOB NOT NULL UNIQUE,
    added_at INTEGER NOT NULL,
    ended_at INTEGER,
    reason TEXT
) STRICT;
CREATE INDEX signing_certificate_account ON signing_certificate (account_id);
CREATE INDEX signing_certificate_authority ON signing_certificate (authority_id);

-- One act of signing: a statement over the root of a tree of doses. Without its signature it waits
-- for the holder's token.
CREATE TABLE dose_signing (
    id BLOB NOT NULL PRIMARY KEY,
    facility_code TEXT NOT NULL REFERENCES facility (code),
    certificate_id BLOB NOT NULL REFERENCES signing_certificate (id),
    statement TEXT NOT NULL,
    root BLOB NOT NULL,
    doses INTEGER NOT NULL CHECK (doses > 0),
    signature BLOB,
    prepared_by BLOB NOT NULL REFERENCES account (id),
    prepared_at INTEGER NOT NULL,
    signed_at INTEGER,
    CHECK ((signature IS NULL) = (signed_at IS NULL))
) STRICT;
CREATE INDEX dose_signing_facility ON dose_signing (facility_code, prepared_at);
CREATE INDEX dose_signing_certificate ON dose_signing (certificate_id);

-- Which doses, in the order of the tree's leaves.
CREATE TABLE dose_signature (
    signing_id BLOB NOT NULL REFERENCES dose_signing (id),
    place INTEGER NOT NULL CHECK (place >= 0),
    dose_id BLOB NOT NULL REFERENCES dose (id),
    leaf BLOB NOT NULL,
    PRIMARY KEY (signing_id, place),
    UNIQUE (signing_id, dose_id)
) STRICT;
CREATE INDEX dose_signature_dose ON dose_signature (dose_id);
