# Finding a person, the page of a person, the form of a person.

people = Find a person
people-how = Type a name with or without diacritics, a phone number or an ID number, or scan the QR code of an identity card.
people-field = Name, phone, ID number
people-search = Search
people-scan = Scan
people-begin = Search before you register
people-begin-text = One person, one record. Search by ID number first; register only who is not there.
people-count =
    { $count ->
        [one] One person fits.
       *[other] { $count } people fit.
    }
people-more = There are many more.
people-narrow = Add the surname, the birth year or the ID number to narrow it down.
people-nobody-name = Nobody has such a name
people-nobody-phone = Nobody uses this phone number
people-nobody-number = Nobody has this number
people-nobody-card = The person on the card has no record yet
people-nobody-text = Check the spelling. If you are sure that there is no record, register the person: what you typed is filled in.
people-too-short = Type a few more letters or digits
people-no-birth-date = no date of birth
people-no-doses = No dose so far
people-doses =
    { $count ->
        [one] one dose
       *[other] { $count } doses
    }

person-new = Register a new person
person-new-how = Write as on the identity card. The record is checked against the register as soon as it is saved.
person-edit = Correct
person-edit-how = The earlier version is kept with who changed it and why. The record is checked again when saved.
person-age = { $age } years
person-where = Residence
person-child = A child without an ID number
person-child-how = Enter the ID or phone number of a parent here, not in the child's own field.
person-why = Why it is corrected
person-save = Save and check again
person-register = Register
leave = Leave without saving
person-full_name = Full name
person-full_name-hint = With diacritics, as on the identity card
person-born = Date of birth
person-born-hint = If only the year is known, leave day and month empty
person-sex = Sex
person-number = ID card or passport number, if any
person-number-hint = ID card 12 digits, old card 9 digits
person-phone = Phone number, if any
person-hamlet = Hamlet
person-address = House and street, if any
person-workplace = Workplace or school, if any
person-nationality = Nationality
person-nationality-hint = A Vietnamese citizen with only a passport is checked too
person-guardian = ID or phone number of the guardian
person-reason = Reason
person-reason-hint = For example: diacritics as on the identity card; as on the birth certificate
nationality-VN = Viet Nam
nationality-foreign = Another country
relation-guardian = Guardian

fault-name-missing = The name is empty
fault-name-not_a_name = The name is not a person's name
fault-date-missing = The date of birth is empty
fault-date-unreadable = The date of birth cannot be read
fault-date-out_of_range = The year of birth lies outside 1880 to today
fault-date-impossible = There is no such day in the calendar
fault-date-year = The year of birth needs 4 digits
fault-sex = Sex has not been chosen
fault-number = Not a valid number: an ID card has 12 digits, an old card 9
fault-phone = A phone number has 10 digits
fault-guardian = The guardian is not found: register the guardian first
fault-guardian-several = Several people use this number: enter the guardian's ID number
fault-date-order = Enter day, month and year in their own fields
fault-reason = The reason is empty, longer than 500 characters, or has characters that do not show

identity = Check against the register
identity-fields = Each field beside the register
identity-verified = Every field agrees with the register.
identity-mismatch = The register holds something else for <b>{ $fields }</b>. Compare with the identity card: if it was mistyped here, correct it; if it is as on the card, list the person for commune police.
identity-no_number = No usable ID number yet. Ask for the number on the identity card, then press Correct.
identity-not_found = The number is well formed, but the register knows nobody like this. Compare number and name with the identity card.
identity-ambiguous = The register knows several people like this. Add the ID number or the full date of birth.
identity-pending = Sent, no answer yet. Nothing to do.
identity-exempt = A foreigner: no check needed.
identity-unsendable = Name, sex or date of birth is missing, so it cannot be sent.
field-name = Full name
field-birth-date = Date of birth
field-sex = Sex
field-number = ID number
field-full_name = Full name
field-date_of_birth = Date of birth
field-born = Date of birth
field-id_number = ID number
field-old_number = Old card
field-nationality = Nationality
field-commune = Commune code
field-commune_code = Commune code
field-hamlet = Hamlet
field-address = Address
field-workplace = Workplace
field-priority_group = Priority group
field-insurance_number = Health insurance
field-guardian_id = Guardian
field-old-number = Old card
field-phone = Phone
field-recovered = Recovered
answer-right = Right
answer-equivalent = Right, written otherwise
answer-differs = Not as in the register
answer-missing = Missing
answer-unknown = No answer yet
differs-old_number = right by the old card
differs-malformed = no number of any known form
differs-wrong = well formed, but nobody has this number
differs-other_persons = this number is somebody else's
column-field = Field
column-kept = Kept here
column-register = The register says
column-dose = Dose
column-day = Day
column-vaccine = Vaccine, lot
column-where = Given at
ledger = Checks
ledger-snapshot = register { $snapshot } · { $who }
changes = Changes
looks = Who looked
looks-note = The person can read this list too.

known = This person may have a record already
known-how = The same ID number, or the same name and date of birth. Open the record that is there; register only if you are sure that it is somebody else.
known-another = Somebody else: register
person-commune = Code of the commune, if not this one
person-commune-hint = 5 digits
conflict = Two people edited the same record
conflict-who = { $who } saved another version at { $when } while your page was open.
conflict-how = Yours has not been recorded. Choose for each field, then save; what is not chosen stays in the history.
conflict-theirs = saved by { $who }
conflict-mine = typed by you
conflict-save = Save what I chose
conflict-leave = Keep the saved version

done-person = The record is saved.
