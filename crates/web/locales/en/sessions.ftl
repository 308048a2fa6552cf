# Sessions.

sessions = Sessions
sessions-how = The newest on top.
sessions-none = No session so far
sessions-none-text = Plan the first one with the button Open a session.
session = Session
session-new = Open a session
session-open = Open
session-print = Print the list
session-part-morning = Morning
session-part-afternoon = Afternoon
session-part-day = Whole day
session-title-morning = Session on the morning of { $day }
session-title-afternoon = Session on the afternoon of { $day }
session-title-day = Session of { $day }
session-state-planned = Planned
session-state-open = Open
session-state-closed = Closed
session-state-signed = Signed
session-closed-text = It can be read, not added to. A dose that was forgotten is entered on the person's page.
session-watched = Being watched
session-vials = Vials opened
session-open-vial =
    { $count ->
        [one] one dose left, use before { $time }
       *[other] { $count } doses left, use before { $time }
    }
session-confirmed = Looked at their record
session-said-wrong = { $count } said it is wrong
session-find = Find a person
session-nobody = Nobody like this on the list.
session-add = Add somebody off the list
session-absent = { $count } more have not come.
session-all = See the whole list
session-choose = Choose somebody from the list.
off-list = off the list

plan-day = Day
plan-day-hint = day/month/year
plan-part = Part of the day
plan-place = Site
plan-place-hint = For example: culture house of Châu Giang
plan-lot = Vaccine and lot
plan-roster = Roster
plan-roster-hint = Only rosters that the commune has approved
plan-save = Plan the session
fault-place = The site is empty
fault-lot-choice = No lot has been chosen

stage-expected = Not here yet
stage-arrived = Waiting for screening
stage-fit = Screened
stage-deferred = Deferred
stage-contraindicated = Contraindicated
stage-dosed = Dose given
screening = Screening
doses-before = Earlier doses
person-open = Open the full record

consent = This person agrees to the dose
consent-minor = The guardian agrees to the child's dose
consent-guardian = Name of the guardian
arrive = Has come, waits for screening
screen-fit = Fit for the dose
screen-fit-after-all = Screened again: fit for the dose
screen-not-fit = Defer, contraindicated
screen-reason = Reason
screen-reason-fever = Fever
screen-reason-acute = Acute illness
screen-reason-recent-infection = Recovered from COVID-19 too recently
screen-reason-pregnant = Pregnant, too early
screen-reason-allergy = Anaphylaxis to a component
screen-reason-declined = Declined
screen-reason-other = Another reason
screen-deferred = Defer
screen-contraindicated = Contraindicated
not-fit-next = Write the new appointment on the slip; no dose today.
warning-allergy = History of allergy: screen with care, watch for 60 minutes.

due = Due now: <b>{ $dose }</b>.
due-interval = { $days } days since the last dose (at least { $needed } needed).
due-first = No dose before this one.
due-no-warning = No allergy warning.
vial = Vaccine lot
vial-other = Other lot number
lot = lot
lot-expires = expires { $day }
dose-give = Given: { $dose }, { $volume }
dose-give-nevertheless = Give nevertheless: { $dose }, { $volume }
dosed = The dose is recorded.
dosed-next = Please wait for 30 minutes and look at the record.
leave-home = May go home
reaction-note = Note a reaction
reaction-what = What reaction
reaction-serious = Serious: treated or referred
reaction-save = Note the reaction

seats = 30-minute watch
seats-how = Those who wait look at their record on a phone, on a slip or on this screen and say whether it is right.
seats-empty = Nobody is waiting.
seat-left = left
seat-over = Done
seat-not-seen = Not seen yet.
seat-right = Said it is right.
seat-done = Said it is right. May go.
seat-wrong = Said the dose is wrong.
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
confirm-field-name = Full name
confirm-field-birth-date = Date of birth
confirm-field-sex = Sex
confirm-field-number = ID number
confirm-field-dose = Dose
confirm-field-vaccine = Vaccine, lot
confirm-empty = (empty)
confirm-right = Right
confirm-wrong = Wrong
confirm-should = It should be
confirm-send = Save the answers
confirm-later = Later

close = Close the session
close-not-yet = The session cannot be closed yet
close-agrees = Vials and doses agree
close-differs = Vials and doses do not agree yet
close-undecided =
    { $count ->
        [one] One person came without a result: given, deferred or contraindicated.
       *[other] { $count } people came without a result: given, deferred or contraindicated.
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
close-dosed = Dose given
close-confirmed = { $count } of { $of } confirmed their record.
close-unconfirmed =
    { $count ->
        [one] One person who has not goes to the list of calls.
       *[other] { $count } people who have not go to the list of calls.
    }
close-said-wrong = { $count } said it is wrong: mend before signing.
close-vials = Vials and doses
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
close-recount = Count again
close-note = Why they differ
close-note-needed = A reason is needed to close the session
close-summary = <b>{ $doses } doses</b> out of <b>{ $vials } vials</b>. A closed session can be read; opening it again needs a reason.
close-back = Back to the session
close-do = Close: { $doses } doses, { $vials } vials

sheet = List of the session
sheet-title = List of the session of { $day }
sheet-count =
    { $count ->
        [one] one person
       *[other] { $count } people
    }
sheet-how = Write into the empty cells. The code belongs to the person: handing the list in several times records nothing twice.
sheet-workbook = Download the workbook
sheet-code = Code
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
