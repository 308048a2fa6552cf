-- The registry: places, accounts, people, stock, sessions, doses, imports, jobs, audit, counters.
-- The same number under postgres/ makes the same tables; a test compares the two column by column.
-- Codes are checked by the domain, which knows them all; the tables check form and relation.

-- Values that ministries change, with the time they hold.
CREATE TABLE policy (
    key TEXT NOT NULL,
    valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
    valid_to TEXT CHECK (valid_to IS date(valid_to)),
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (key, valid_from)
) STRICT;

CREATE TABLE facility (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    commune_code TEXT NOT NULL,
    managing_body TEXT,
    closed_on TEXT CHECK (closed_on IS date(closed_on)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX facility_commune ON facility (commune_code);

CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    password_until INTEGER,
    totp_secret BLOB,
    totp_last_step INTEGER,
    openid_issuer TEXT,
    openid_subject TEXT,
    failures INTEGER NOT NULL,
    failed_at INTEGER,
    language TEXT NOT NULL,
    closed_at INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (openid_issuer, openid_subject)
) STRICT;

-- A role within a scope; 'until' ends it, as with a volunteer's session.
CREATE TABLE assignment (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    scope_kind TEXT NOT NULL,
    scope_code TEXT NOT NULL,
    until INTEGER,
    UNIQUE (account_id, role, scope_kind, scope_code)
) STRICT;
CREATE INDEX assignment_scope ON assignment (scope_kind, scope_code);

-- Only the hash of a token is kept: who reads the table cannot log in with it.
CREATE TABLE login (
    token_hash BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    begun_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    second_step_due INTEGER NOT NULL CHECK (second_step_due IN (0, 1))
) STRICT;
CREATE INDEX login_account ON login (account_id);

-- Codes on paper for the day the phone is lost; each is used once.
CREATE TABLE recovery_code (
    account_id BLOB NOT NULL REFERENCES account (id),
    code_hash BLOB NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account_id, code_hash)
) STRICT;

-- A token is looked up by its id; of its secret only the hash is kept.
CREATE TABLE partner_token (
    id BLOB NOT NULL PRIMARY KEY,
    secret_hash BLOB NOT NULL,
    account_id BLOB NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    acts TEXT NOT NULL,
    per_minute INTEGER NOT NULL,
    made_by BLOB NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX partner_token_account ON partner_token (account_id);

-- One row a person. folded_name and call_name (last syllable first) are what search reads.
CREATE TABLE person (
    id BLOB NOT NULL PRIMARY KEY,
    full_name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    call_name TEXT NOT NULL,
    date_of_birth TEXT,
    sex TEXT CHECK (sex IN ('M', 'F')),
    id_number TEXT,
    old_number TEXT,
    insurance_number TEXT,
    phone TEXT,
    nationality TEXT,
    commune_code TEXT,
    hamlet TEXT,
    address TEXT,
    workplace TEXT,
    priority_group TEXT,
    guardian_id BLOB REFERENCES person (id) DEFERRABLE INITIALLY IMMEDIATE,
    state TEXT NOT NULL CHECK (state IN ('active', 'merged')),
    merged_into BLOB REFERENCES person (id) DEFERRABLE INITIALLY IMMEDIATE,
    identity TEXT NOT NULL,
    identity_fields TEXT NOT NULL,
    identity_at INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK ((state = 'merged') = (merged_into IS NOT NULL))
) STRICT;
CREATE INDEX person_id_number ON person (id_number) WHERE id_number IS NOT NULL;
CREATE INDEX person_old_number ON person (old_number) WHERE old_number IS NOT NULL;
CREATE INDEX person_phone ON person (phone) WHERE phone IS NOT NULL;
-- With the id, so that the first namesakes come in order without a sort: of how many people bear a
-- call name PostgreSQL has no idea.
CREATE INDEX person_folded_name ON person (folded_name, date_of_birth, id);
CREATE INDEX person_call_name ON person (call_name, date_of_birth, id);
CREATE INDEX person_commune ON person (commune_code, identity, call_name);
CREATE INDEX person_guardian ON person (guardian_id) WHERE guardian_id IS NOT NULL;
CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT NULL;

-- The verdict ledger: every answer of the population register, never changed.
CREATE TABLE verdict (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    asked_at INTEGER NOT NULL,
    asked_by BLOB REFERENCES account (id),
    model TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    sent TEXT NOT NULL,
    class TEXT NOT NULL,
    id_state TEXT,
    name_state TEXT,
    date_of_birth_state TEXT,
    sex_state TEXT,
    commune_state TEXT,
    band TEXT NOT NULL,
    probability REAL NOT NULL,
    reason TEXT NOT NULL,
    explanation TEXT NOT NULL
) STRICT;
CREATE INDEX verdict_person ON verdict (person_id, asked_at);

-- Which record was joined to which, and what it took along: for the way back.
CREATE TABLE person_merge (
    id BLOB NOT NULL PRIMARY KEY,
    survivor_id BLOB NOT NULL REFERENCES person (id),
    loser_id BLOB NOT NULL REFERENCES person (id),
    moved TEXT NOT NULL,
    reason TEXT NOT NULL,
    merged_by BLOB NOT NULL REFERENCES account (id),
    merged_at INTEGER NOT NULL,
    split_by BLOB REFERENCES account (id),
    split_at INTEGER
) STRICT;
CREATE INDEX person_merge_survivor ON person_merge (survivor_id);
CREATE INDEX person_merge_loser ON person_merge (loser_id);
-- A record is joined to one other at a time.
CREATE UNIQUE INDEX person_merge_once ON person_merge (loser_id) WHERE split_at IS NULL;

CREATE TABLE lot (
    id BLOB NOT NULL PRIMARY KEY,
    product_code TEXT NOT NULL,
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    expires_on TEXT CHECK (expires_on IS date(expires_on)),
    doses_per_vial INTEGER NOT NULL CHECK (doses_per_vial > 0),
    created_at INTEGER NOT NULL,
    UNIQUE (product_code, number)
) STRICT;
CREATE INDEX lot_number_key ON lot (number_key);

CREATE TABLE roster (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    facility_code TEXT REFERENCES facility (code),
    organisation TEXT,
    commune_code TEXT NOT NULL,
    drafted_by BLOB NOT NULL REFERENCES account (id),
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX roster_commune ON roster (commune_code, state);
CREATE INDEX roster_facility ON roster (facility_code) WHERE facility_code IS NOT NULL;

CREATE TABLE roster_entry (
    roster_id BLOB NOT NULL REFERENCES roster (id),
    person_id BLOB NOT NULL REFERENCES person (id),
    police_result TEXT,
    police_note TEXT,
    PRIMARY KEY (roster_id, person_id)
) STRICT;
CREATE INDEX roster_entry_person ON roster_entry (person_id);

CREATE TABLE session (
    id BLOB NOT NULL PRIMARY KEY,
    facility_code TEXT NOT NULL REFERENCES facility (code),
    roster_id BLOB REFERENCES roster (id),
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    commune_code TEXT NOT NULL,
    held_on TEXT NOT NULL CHECK (held_on IS date(held_on)),
    state TEXT NOT NULL,
    opened_at INTEGER,
    closed_at INTEGER,
    closing TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_facility ON session (facility_code, held_on);
CREATE INDEX session_commune ON session (commune_code, held_on);
CREATE INDEX session_roster ON session (roster_id) WHERE roster_id IS NOT NULL;

-- Lots on the table of a session, in the order in which they are offered.
CREATE TABLE session_lot (
    session_id BLOB NOT NULL REFERENCES session (id),
    lot_id BLOB NOT NULL REFERENCES lot (id),
    place INTEGER NOT NULL,
    vials_opened INTEGER NOT NULL,
    doses_wasted INTEGER NOT NULL,
    PRIMARY KEY (session_id, lot_id)
) STRICT;
CREATE INDEX session_lot_lot ON session_lot (lot_id);

-- Vials in and out of a facility. A transfer that arrives answers the one that was sent.
CREATE TABLE stock_move (
    id BLOB NOT NULL PRIMARY KEY,
    facility_code TEXT NOT NULL REFERENCES facility (code),
    lot_id BLOB NOT NULL REFERENCES lot (id),
    session_id BLOB REFERENCES session (id),
    kind TEXT NOT NULL,
    vials INTEGER NOT NULL,
    other_facility TEXT REFERENCES facility (code),
    answers BLOB UNIQUE REFERENCES stock_move (id) DEFERRABLE INITIALLY IMMEDIATE,
    reason TEXT,
    paper TEXT,
    moved_on TEXT NOT NULL CHECK (moved_on IS date(moved_on)),
    moved_by BLOB NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX stock_move_facility ON stock_move (facility_code, lot_id);
CREATE INDEX stock_move_lot ON stock_move (lot_id);
CREATE INDEX stock_move_session ON stock_move (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX stock_move_other ON stock_move (other_facility) WHERE other_facility IS NOT NULL;

-- Vials of a lot at a facility: the sum of its moves, kept with each of them, so that two who take
-- from one lot at once meet at one row.
CREATE TABLE stock_balance (
    facility_code TEXT NOT NULL REFERENCES facility (code),
    lot_id BLOB NOT NULL REFERENCES lot (id),
    vials INTEGER NOT NULL,
    PRIMARY KEY (facility_code, lot_id)
) STRICT;
CREATE INDEX stock_balance_lot ON stock_balance (lot_id);

CREATE TABLE import (
    id BLOB NOT NULL PRIMARY KEY,
    facility_code TEXT NOT NULL REFERENCES facility (code),
    file_name TEXT NOT NULL,
    file_digest BLOB NOT NULL,
    file_bytes INTEGER NOT NULL,
    state TEXT NOT NULL,
    fault TEXT,
    rows_total INTEGER NOT NULL,
    uploaded_by BLOB NOT NULL REFERENCES account (id),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX import_facility ON import (facility_code, created_at);
CREATE INDEX import_digest ON import (file_digest);
-- The same file is not imported twice for one facility, even when two send it at once.
CREATE UNIQUE INDEX import_once ON import (facility_code, file_digest)
    WHERE state <> 'undone' AND fault IS NULL;

-- The file itself, in pieces, so that no statement carries a whole one.
CREATE TABLE import_file (
    import_id BLOB NOT NULL REFERENCES import (id),
    piece INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (import_id, piece)
) STRICT;

CREATE TABLE import_row (
    id BLOB NOT NULL PRIMARY KEY,
    import_id BLOB NOT NULL REFERENCES import (id),
    sheet TEXT NOT NULL,
    line INTEGER NOT NULL,
    kind TEXT NOT NULL,
    typed TEXT NOT NULL,
    mended TEXT,
    reasons TEXT NOT NULL,
    person_id BLOB REFERENCES person (id),
    verdict TEXT,
    applied TEXT,
    applied_at INTEGER,
    UNIQUE (import_id, sheet, line)
) STRICT;
CREATE INDEX import_row_kind ON import_row (import_id, kind, sheet, line);
CREATE INDEX import_row_person ON import_row (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE dose (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    product_code TEXT NOT NULL,
    lot_id BLOB REFERENCES lot (id),
    lot_number TEXT,
    facility_code TEXT REFERENCES facility (code),
    session_id BLOB REFERENCES session (id),
    import_id BLOB REFERENCES import (id),
    country TEXT NOT NULL,
    given_on TEXT NOT NULL CHECK (given_on IS date(given_on)),
    given_at INTEGER,
    given_by BLOB REFERENCES account (id),
    kind TEXT NOT NULL,
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    overrides TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
-- Nobody gets one product twice on a day: the last guard when two clerks enter one dose at once.
CREATE UNIQUE INDEX dose_once ON dose (person_id, given_on, product_code) WHERE state <> 'voided';
-- dose_once finds a person's doses but the voided ones, which are few.
CREATE INDEX dose_voided ON dose (person_id) WHERE state = 'voided';
-- With the state, so that what waits for a signature is counted in the index alone.
CREATE INDEX dose_facility ON dose (facility_code, given_on, state);
CREATE INDEX dose_session ON dose (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX dose_import ON dose (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX dose_lot ON dose (lot_id) WHERE lot_id IS NOT NULL;

CREATE TABLE attendance (
    id BLOB NOT NULL PRIMARY KEY,
    session_id BLOB NOT NULL REFERENCES session (id),
    person_id BLOB NOT NULL REFERENCES person (id),
    on_list INTEGER NOT NULL CHECK (on_list IN (0, 1)),
    state TEXT NOT NULL,
    checked_in_at INTEGER,
    consent TEXT,
    consent_by BLOB REFERENCES person (id),
    screening TEXT,
    screened_by BLOB REFERENCES account (id),
    dose_id BLOB REFERENCES dose (id),
    watch_until INTEGER,
    left_at INTEGER,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (session_id, person_id)
) STRICT;
CREATE INDEX attendance_person ON attendance (person_id);
CREATE INDEX attendance_dose ON attendance (dose_id) WHERE dose_id IS NOT NULL;
CREATE INDEX attendance_state ON attendance (session_id, state);

-- What the person said of the record, field by field, and by which channel.
CREATE TABLE confirmation (
    id BLOB NOT NULL PRIMARY KEY,
    attendance_id BLOB REFERENCES attendance (id),
    person_id BLOB NOT NULL REFERENCES person (id),
    dose_id BLOB REFERENCES dose (id),
    gate TEXT NOT NULL CHECK (gate IN ('attendance', 'identity')),
    channel TEXT NOT NULL,
    refused TEXT NOT NULL,
    should_be TEXT,
    confirmed_at INTEGER NOT NULL,
    noted_by BLOB REFERENCES account (id)
) STRICT;
CREATE INDEX confirmation_person ON confirmation (person_id, confirmed_at);
CREATE INDEX confirmation_attendance ON confirmation (attendance_id) WHERE attendance_id IS NOT NULL;
CREATE INDEX confirmation_dose ON confirmation (dose_id) WHERE dose_id IS NOT NULL;

CREATE TABLE reaction (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    dose_id BLOB NOT NULL REFERENCES dose (id),
    severity TEXT NOT NULL,
    symptoms TEXT NOT NULL,
    noted_at INTEGER NOT NULL,
    noted_by BLOB NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX reaction_person ON reaction (person_id);
CREATE INDEX reaction_dose ON reaction (dose_id);

-- A session sheet that came back, and what became of each of its rows.
CREATE TABLE sheet_upload (
    id BLOB NOT NULL PRIMARY KEY,
    session_id BLOB NOT NULL REFERENCES session (id),
    file_name TEXT NOT NULL,
    file_bytes BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'applied', 'refused')),
    fault TEXT,
    uploaded_by BLOB NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sheet_upload_session ON sheet_upload (session_id, created_at);

CREATE TABLE sheet_upload_row (
    upload_id BLOB NOT NULL REFERENCES sheet_upload (id),
    line INTEGER NOT NULL,
    code TEXT NOT NULL,
    attendance_id BLOB,
    outcome TEXT NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (upload_id, line)
) STRICT;

-- One-time slips: whoever holds one may confirm one record of a session. Only the hash is kept.
CREATE TABLE slip (
    token_hash BLOB NOT NULL PRIMARY KEY,
    attendance_id BLOB NOT NULL REFERENCES attendance (id),
    made_by BLOB NOT NULL REFERENCES account (id),
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX slip_attendance ON slip (attendance_id);

-- Doses that a site says it gave on a day; a correction is a further row with its reason.
CREATE TABLE daily_figure (
    id BLOB NOT NULL PRIMARY KEY,
    facility_code TEXT NOT NULL REFERENCES facility (code),
    day TEXT NOT NULL CHECK (day IS date(day)),
    doses_given INTEGER NOT NULL CHECK (doses_given >= 0),
    corrects BLOB UNIQUE REFERENCES daily_figure (id) DEFERRABLE INITIALLY IMMEDIATE,
    reason TEXT,
    reported_by BLOB NOT NULL REFERENCES account (id),
    reported_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX daily_figure_first ON daily_figure (facility_code, day) WHERE corrects IS NULL;
CREATE INDEX daily_figure_day ON daily_figure (day, facility_code);

CREATE TABLE recovered_case (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    commune_code TEXT NOT NULL,
    positive_on TEXT NOT NULL CHECK (positive_on IS date(positive_on)),
    recovered_on TEXT CHECK (recovered_on IS date(recovered_on)),
    test TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    UNIQUE (person_id, positive_on)
) STRICT;
CREATE INDEX recovered_case_commune ON recovered_case (commune_code, positive_on);

-- Work that happens later; a job may run twice without harm.
CREATE TABLE job (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL CHECK (lane IN ('quick', 'long')),
    subject BLOB NOT NULL,
    order_text TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    run_after INTEGER NOT NULL,
    leased_until INTEGER,
    attempts INTEGER NOT NULL,
    done_steps INTEGER NOT NULL,
    all_steps INTEGER NOT NULL,
    fault TEXT,
    asked_by BLOB REFERENCES account (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_due ON job (lane, state, run_after, id);
CREATE INDEX job_subject ON job (subject, created_at);

-- What was done, written in the transaction of the act; never changed.
CREATE TABLE audit_entry (
    id BLOB NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    actor BLOB,
    act TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    place TEXT NOT NULL,
    before TEXT,
    after TEXT,
    reason TEXT
) STRICT;
CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_id, at);
CREATE INDEX audit_entry_actor ON audit_entry (actor, at);

-- Entries that wait for the sealer, in the order in which it takes them.
CREATE TABLE audit_unsealed (
    at INTEGER NOT NULL,
    entry_id BLOB NOT NULL REFERENCES audit_entry (id),
    PRIMARY KEY (at, entry_id)
) STRICT;

-- The chain: each link holds the hash of the one before and of its entry.
CREATE TABLE audit_link (
    seq INTEGER NOT NULL PRIMARY KEY,
    entry_id BLOB NOT NULL UNIQUE REFERENCES audit_entry (id),
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE audit_checkpoint (
    seq INTEGER NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    key_id BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT;

-- Doses counted as they are recorded; a job folds the deltas into the counter.
CREATE TABLE dose_delta (
    id BLOB NOT NULL PRIMARY KEY,
    facility_code TEXT NOT NULL,
    commune_code TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    product_code TEXT NOT NULL,
    kind TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    age_group TEXT NOT NULL,
    sex TEXT NOT NULL,
    doses INTEGER NOT NULL
) STRICT;

CREATE TABLE dose_count (
    facility_code TEXT NOT NULL,
    commune_code TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    product_code TEXT NOT NULL,
    kind TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    age_group TEXT NOT NULL,
    sex TEXT NOT NULL,
    doses INTEGER NOT NULL,
    PRIMARY KEY (facility_code, commune_code, day, product_code, kind, ordinal, age_group, sex)
) STRICT;
CREATE INDEX dose_count_day ON dose_count (day, commune_code);
