# Sessions.

sessions = Sessions
sessions-how = The newest on top.
sessions-none = No session so far
sessions-none-text = Plan the first one with the button Open a session.
session = Session
session-this = This session
session-new = Open a session
session-open = Open
session-print = Print the list
session-state-planned = Planned
session-state-open = Open
session-state-closed = Closed
session-state-signed = Signed
session-title = { $name }, { $day }
session-lot = { $product }, lot { $lot }, expires { $day }
session-reopen = Open the session again
session-reopen-reason = Why it is opened again
session-no-lot = No lot that may still be used lies on the table: put one there, then doses can be recorded.
session-here = Waiting
session-reactions =
    { $count ->
        [one] one reaction
       *[other] { $count } reactions
    }
session-closed-text = It can be read, not added to. A dose that was forgotten is entered on the person's page.
session-watched = Being watched
session-confirmed = Looked at their record
session-said-wrong = { $count } said it is wrong
session-find = Find a person
session-nobody = Nobody like this on the list.
session-queue = Back to those who wait
session-queue-empty = Nobody is waiting.
session-strangers = People off the list
session-add-how = Somebody off the list: type a name or number and search.
session-absent =
    { $count ->
        [one] One more has not come.
       *[other] { $count } more have not come.
    }
session-choose = Choose somebody from the list, or scan the code of an identity card.
session-planned-text = Open the session first, then people and doses are recorded.
session-closed-choose = Choose somebody to look at.
session-lay = Put another lot on the table
session-lay-lot = Lot in stock
session-lay-do = Put it on the table, to be used first
off-list = off the list
plan-day = Day
plan-day-hint = day/month/year
plan-name = Name of the session
plan-name-usual = Morning
plan-name-hint = For example: Morning, Afternoon, Round 2
plan-place = Site, if not in the facility
plan-place-hint = For example: culture house of Châu Giang
plan-lot = Vaccine and lot to use first
plan-second_lot = Second lot, if any
plan-no-second-lot = None
plan-lot-line =
    { $vials ->
        [one] { $product } { $lot }, one vial left, expires { $day }
       *[other] { $product } { $lot }, { $vials } vials left, expires { $day }
    }
plan-no-stock = No lot in stock may still be used.
plan-roster = Roster
plan-roster-hint = Only rosters that the commune has approved
plan-no-roster = No roster: whoever comes
plan-save = Plan the session

fault-lot-choice = No lot has been chosen
fault-session-name = The session has no name
fault-facility-closed = The facility is closed before that day
fault-lot-expired = The lot expires before the day of the session
fault-roster-not-approved = The roster is not approved, or another session used it
fault-roster-elsewhere = The roster is for another facility
fault-changed = Somebody else has just changed it. Look again, then go on.
fault-session-not-open = The session is not open, so nothing was recorded.
fault-session-not-yet = The day of the session has not come.
fault-wrong-step = Not recorded: this person is not that far, or further. Look at the state below.
fault-desk-changed = Somebody else has just recorded something for this person. Look again, then go on.
fault-no-reason = The reason is missing, longer than 500 characters, or has characters that do not show.
fault-merged = This record was merged into another: search again by name or number.
fault-not-on-list = This person is not on the list, and nobody off the list is vaccinated now.
fault-consent-birth-date = The date of birth tells who has to sign: add it to the record.
fault-guardian-needed = Under age: a guardian has to sign.
fault-guardian-unfit = This person cannot sign: it is the same person, under age, or without a record.
fault-screen-reason = No reason to defer or for the contraindication was chosen.
fault-screen-conclusion = A reason that was chosen leads to another conclusion.
fault-no-consent = Not recorded: this person has not consented.
fault-no-lot = No lot on the table can be used.
fault-lot-not-on-table = This lot no longer lies on the table.
fault-dose-stopped = Not recorded: the rules stop this dose. The reason stands below.
fault-dose-known = This person has a dose of that vaccine on that day already.
fault-no-sign = No sign was chosen.
fault-watch-not-over = The watch is not over: whoever leaves early does so with a reason.
fault-not-settled = Somebody still waits or is watched.

stage-expected = Not here yet
stage-checked_in = Waiting for screening
stage-fit = Fit
stage-deferred = Deferred
stage-contraindicated = Contraindicated
stage-dosed = Dose given
stage-left = Left
stage-no_show = Did not come

screening = Screening
doses-before = Earlier doses
person-open = Open the full record
consent = This person agrees to the dose
consent-minor = The guardian agrees to the child's dose
consent-no = Does not agree
consent-missing = There is no consent to the dose yet.
consent-given = consent signed
consent-refused = does not agree
consent-withdrawn = consent taken back
consent-guardian = ID number or phone of the guardian
consent-guardian-hint = The guardian needs a record
consent-guardian-named = Leave empty if it is { $name }

arrive = Has come, waits for screening
screen-fit = Fit for the dose
screen-fit-after-all = Screened again: fit for the dose
screen-waits = Waits for the screening.
screen-not-fit = Defer, contraindicated
screen-note = Note, if needed
screen-reasons-deferred = Reasons to defer
screen-reasons-contraindicated = Contraindications
screen-deferred = Record: deferred
screen-contraindicated = Record: contraindicated
screen-reason-anaphylaxis_same_vaccine = Anaphylaxis to a COVID-19 vaccine or a component
screen-reason-manufacturer_contraindication = Contraindication named by the manufacturer
screen-reason-other_contraindication = Other contraindication
screen-reason-acute_illness = Acute illness, or a chronic one getting worse
screen-reason-recovered_recently = Recovered from COVID-19 too recently
screen-reason-early_pregnancy = Pregnant, under 13 weeks
screen-reason-severe_anaphylaxis = Anaphylaxis of grade 3 or more: in a hospital
screen-reason-allergy = Other allergy
screen-reason-immunodeficiency = Severe immunodeficiency, chemotherapy or radiotherapy
screen-reason-coagulation_disorder = Coagulation disorder
screen-reason-altered_consciousness = Altered consciousness or behaviour
screen-reason-abnormal_vital_signs = Abnormal vital signs
screen-reason-abnormal_heart_or_lungs = Abnormal heart or lung sounds
screen-reason-chronic_disease = Congenital or chronic disease
screen-reason-other_vaccine_recently = Another vaccine within 14 days
screen-reason-consent_missing = No consent form of the guardian
screen-reason-other_deferral = Another reason to defer
not-fit-next = Write the new appointment on the slip; no dose today.
warning-reaction = A severe reaction followed an earlier dose: screen with care, watch longer.

due = Due now: <b>{ $dose }</b>.
due-interval = { $days } days since the last dose.
due-first = No dose before this one.
vial = Vaccine lot
vial-other = Another vaccine on the table:
lot = lot
lot-expires = expires { $day }
dose-give = Given: { $dose }
dose-give-nevertheless = Give nevertheless: { $dose }
dose-waits = Waits for the vaccinator to record the dose.
dosed = The dose is recorded.
dosed-until = Watch until { $time }, and look at the record.
dosed-over = The 30 minutes are over: look at the record, then go home.
leave-home = May go home
leave-without = Leaves without a dose
leave-early = Leaves before time
leave-early-reason = Why so early
leave-early-do = Let go early
undo-more = Leaves without a dose, pressed by mistake
undo-check-in = The wrong person: has not come
undo-dose = The wrong person: take this dose back
undo-dose-hint = The dose becomes "entered in error"; the person is back where they were before it.
undo-dose-why = Reason
undo-dose-do = Take the dose back
reaction-note = Note a reaction
reaction-what = Signs
reaction-severity = Severity
reaction-save = Note the reaction
sign-injection_site = Swelling, pain where injected
sign-fever = Fever
sign-aches_and_fatigue = Headache, fatigue, aches
sign-nausea = Nausea, diarrhoea
sign-rash = Rash, hives, itching
sign-fainting = Fainting
sign-breathing_difficulty = Difficulty breathing
sign-seizure = Seizure
sign-anaphylaxis = Anaphylaxis
sign-other = Another sign
severity-mild = Mild
severity-moderate = Moderate
severity-severe = Severe
severity-life_threatening = Life-threatening
severity-fatal = Fatal

seats = 30-minute watch
seats-how = Those who wait look at their record on a phone, on a slip or on this screen and say whether it is right.
seats-empty = Nobody is waiting.
seats-confirmed = { $count } of { $of } confirmed their record
seat-left = left
seat-over = Done
seat-not-seen = Not seen yet.
seat-right = Said it is right.
seat-done = Said it is right. May go.
seat-wrong-of = Said wrong: { $fields }.
seat-open = Help to open
seat-look = Look

confirm = Look at the record
confirm-title = { $name }: is this record right?
confirm-how = Read each line to the person, or show the screen. Answer before the person leaves.
confirm-channel = How does the person see it?
confirm-all = Everything is right
confirm-open =
    { $count ->
        [one] One line has no answer yet
       *[other] { $count } lines have no answer yet
    }
confirm-field-full_name = Full name
confirm-field-date_of_birth = Date of birth
confirm-field-sex = Sex
confirm-field-id_number = ID number
confirm-field-phone = Phone
confirm-field-address = Address
confirm-field-product = Vaccine
confirm-field-lot_number = Lot
confirm-field-given_on = Day of the dose
confirm-field-ordinal = Dose
said-wrong = The person says this is wrong:
confirm-empty = (empty)
confirm-right = Right
confirm-should = It should be (if known)
confirm-wrong = Wrong
confirm-send = Save the answers
confirm-later = Later

close = Close the session
close-not-yet = The session cannot be closed yet
close-agrees = Vials and doses agree
close-differs = Vials and doses do not agree yet
close-undecided =
    { $count ->
        [one] One person still waits for screening or dose: record the dose, defer, or let go.
       *[other] { $count } people still wait for screening or dose: record the dose, defer, or let go.
    }
close-watched =
    { $count ->
        [one] One person is still in the 30 minutes.
       *[other] { $count } people are still in the 30 minutes.
    }
close-people = List and attendance
close-listed = On the list
close-off-list = Off the list
close-absent = Did not come
close-deferred = Deferred
close-contraindicated = Contraindicated
close-left-without = Left without a dose
close-dosed = Dose given
close-confirmed = { $count } of { $of } confirmed their record.
close-unconfirmed =
    { $count ->
        [one] One person who has not goes to the list of calls.
       *[other] { $count } people who have not go to the list of calls.
    }
close-said-wrong = { $count } said it is wrong: mend before signing.
close-vials = Vials and doses
close-lot = { $product }, lot { $lot }
close-opened = Vials opened
close-labelled = Doses in those vials ({ $count } a vial)
close-entered = Doses entered from this lot
close-wasted = Doses thrown away (time, breakage)
close-unexplained = Unexplained
close-impossible = More than the vials
close-unexplained-text =
    { $count ->
        [one] One dose is unexplained: count it as thrown away, or enter the dose that is missing.
       *[other] { $count } doses are unexplained: count them as thrown away, or enter the doses that are missing.
    }
close-impossible-text = { $count } more than the vials can hold: check the number of vials, or doses entered twice.
close-without-lot =
    { $count ->
        [one] One dose of the session is of no lot on the table: check the lot.
       *[other] { $count } doses of the session are of no lot on the table: check the lots.
    }
close-recount = Count again
close-note = Why they differ
close-note-needed = A reason is needed to close the session
close-shortfall = Why more vials were opened than the stock has
close-shortfall-text =
    { $count ->
        [one] The stock has only one vial of a lot
       *[other] The stock has only { $count } vials of a lot
    }
close-summary = <b>{ $doses } doses</b> out of <b>{ $vials } vials</b>. A closed session can be read; opening it again needs a reason.
close-back = Back to the session
close-do = Close: { $doses } doses, { $vials } vials

sheet = List of the session
sheet-title = List: { $session }
sheet-count =
    { $count ->
        [one] one person
       *[other] { $count } people
    }
sheet-how = Write into the empty cells. The code belongs to the person: handing the list in several times records nothing twice.
sheet-code = Code
sheet-consent = Consents
sheet-yes = Yes
sheet-no = No
sheet-fit = Fit
sheet-deferred = Deferred
sheet-contraindicated = Contraindicated
sheet-given = given
sheet-private = Holds personal data: keep it to yourself, hand it in at the station afterwards.
sheet-page = Page { $page } of { $pages }
sheet-pdf = PDF to print
sheet-number = ID number
sheet-screening = Screening
sheet-lot = Lot
sheet-time = Time
sheet-reaction = Reaction
sheet-signature = Signature: the details are right
sheet-sign-team = Head of the team
sheet-sign-doctor = Doctor who screened
sheet-sign-clerk = Entered by

column-what = What
column-count = Count

done-confirmed = The answers are saved.
done-closed = The session is closed.
done-planned = The session is planned.
done-opened = The session is open.
done-lot = The lot lies on the table.
done-left = Gone home.
done-reaction = The reaction is noted.
done-refused = What is wrong is noted. Open the full record to mend it now, or later: the person stands on the list to look at.
sheet-workbook = Workbook to fill in
sheet-upload = Send a filled sheet
sheet-upload-how = Half-filled is fine. Sent again, or by two teams, it enters nothing twice.
sheet-upload-file = Filled workbook
sheet-came-back = Came back
sheet-waits = Being entered
sheet-waits-text = Row by row is being entered. The page opens again by itself.
sheet-conflicts =
    { $count ->
        [0] nothing to look at
        [one] one row to look at
       *[other] { $count } rows to look at
    }
sheet-summary = { $applied } rows entered, { $unchanged } were there, { $conflicts } need somebody to look.
sheet-to-session = To the session
sheet-nothing = Nothing was filled in
sheet-why = Why
sheet-back = A sheet that came back
sheet-outcome-applied = Entered
sheet-outcome-unchanged = Was there
sheet-outcome-conflict = To look at
sheet-refused-other = This is the sheet of another session.
sheet-refused-not-open = The session is not open.
sheet-refused-large = The file is larger than any sheet.
sheet-refused-file = This is no workbook of a session sheet.
sheet-reason-other = Somebody has to look at this row.
sheet-reason-unknown_code = The code is not of this session.
sheet-reason-absent_but_checked_in = Marked as absent, but checked in.
sheet-reason-absent_and_vaccinated = Marked as absent and with a dose.
sheet-reason-no_dose = There is no dose on this row.
sheet-reason-no_person = This person is not found.
sheet-reason-merged = The record was joined to another.
sheet-reason-row_of_another = The row was entered for somebody else.
sheet-reason-no_name = The name is missing.
sheet-reason-person_unreadable = A cell about the person cannot be read.
sheet-reason-several_people = Several people fit: choose on the page of people.
sheet-reason-not_allowed = Whoever sent it may not enter this.
sheet-reason-not_allowed_to_screen = Whoever sent it may not enter a screening.
sheet-reason-session_not_open = The session is not open.
sheet-reason-not_on_list = The person is not on the list.
sheet-reason-has_another_row = The person has another row in this session.
sheet-reason-consent_differs = Another answer about consent is there.
sheet-reason-consent_unreadable = The cell of consent cannot be read.
sheet-reason-came_unreadable = The cell of attendance cannot be read.
sheet-reason-no_birth_date = Without a birth date nobody knows who signs.
sheet-reason-guardian_needed = A minor: the guardian has to sign.
sheet-reason-screening_differs = Another screening result is there.
sheet-reason-screening_unreadable = The cell of screening cannot be read.
sheet-reason-no_consent = There is no consent.
sheet-reason-no_screening = There is no screening.
sheet-reason-time_in_future = The time is later than now.
sheet-reason-time_unreadable = The time cannot be read.
sheet-reason-dose_differs = The dose that is there differs from this row.
sheet-reason-dose_recorded_elsewhere = The dose is recorded elsewhere.
sheet-reason-lot_not_on_table = The lot is not on the table.
sheet-reason-lot_expired = The lot has expired.
sheet-reason-lot_unreadable = The lot cannot be read.
sheet-reason-product_unreadable = The vaccine cannot be read.
sheet-reason-signature_differs = The signature says something else than before.
sheet-reason-signature_unreadable = The column of signatures cannot be read.
sheet-reason-wrong_step = The person is past that step, or not there yet.
sheet-reason-changed = Somebody has just changed it: send it again.
sheet-reason-policy = A policy is in the way.
sheet-reason-in_future = The day is later than today.
sheet-reason-before_birth = The day is before the birth.
sheet-reason-product_unknown = The vaccine is not in the catalogue.
sheet-reason-product_not_allowed_on_date = The vaccine is not licensed on that day.
sheet-reason-too_young = Too young for the vaccine.
sheet-reason-too_old = Too old for the vaccine.
sheet-reason-age_unknown = The age is not known.
sheet-reason-next_too_early = The next dose would be too early.
sheet-reason-too_early = Too early after the dose before.
sheet-reason-recovered_too_recently = Recovered too recently.
sheet-reason-second_first_dose = There is a dose 1 already.
sheet-reason-ordinal_gap = The dose before is missing.
sheet-reason-ordinal_repeated = That dose is there already.
sheet-reason-kind_not_possible = That kind does not follow the doses before.
sheet-reason-mixing_not_allowed = It may not follow the vaccine before.
sheet-reason-same_day = There is a dose on that day.
