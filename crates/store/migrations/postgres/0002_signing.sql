-- Doses signed where they were given: whose certificates count, who signs with which, and what each
-- signature is over.

-- Certificate authorities whose signing certificates are accepted.
CREATE TABLE signing_authority (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- DER.
    certificate BYTEA NOT NULL UNIQUE,
    added_by UUID NOT NULL REFERENCES account (id),
    added_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    reason TEXT NOT NULL
);

-- The certificate with which the holder of an account signs. For which facilities, their rights say.
-- The private key is never here: backups are made of these tables.
CREATE TABLE signing_certificate (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    authority_id UUID NOT NULL REFERENCES signing_authority (id),
    -- DER.
    certificate BYTEA NOT NULL UNIQUE,
    added_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    reason TEXT
);
CREATE INDEX signing_certificate_account ON signing_certificate (account_id);
CREATE INDEX signing_certificate_authority ON signing_certificate (authority_id);

-- One act of signing: a statement over the root of a tree of doses. Without its signature it waits
-- for the holder's token.
CREATE TABLE dose_signing (
    id UUID NOT NULL PRIMARY KEY,
    facility_code TEXT NOT NULL REFERENCES facility (code),
    certificate_id UUID NOT NULL REFERENCES signing_certificate (id),
    statement TEXT NOT NULL,
    root BYTEA NOT NULL,
    doses BIGINT NOT NULL CHECK (doses > 0),
    signature BYTEA,
    prepared_by UUID NOT NULL REFERENCES account (id),
    prepared_at TIMESTAMPTZ NOT NULL,
    signed_at TIMESTAMPTZ,
    CHECK ((signature IS NULL) = (signed_at IS NULL))
);
CREATE INDEX dose_signing_facility ON dose_signing (facility_code, prepared_at);
CREATE INDEX dose_signing_certificate ON dose_signing (certificate_id);

-- Which doses, in the order of the tree's leaves.
CREATE TABLE dose_signature (
    signing_id UUID NOT NULL REFERENCES dose_signing (id),
    place BIGINT NOT NULL CHECK (place >= 0),
    dose_id UUID NOT NULL REFERENCES dose (id),
    leaf BYTEA NOT NULL,
    PRIMARY KEY (signing_id, place),
    UNIQUE (signing_id, dose_id)
);
CREATE INDEX dose_signature_dose ON dose_signature (dose_id);
