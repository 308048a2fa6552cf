# The verification report (report.html). Vietnamese is the source.

brand = Khiên
report = Verification report
skip = Skip to the main content
languages = Language
language-vi = Tiếng Việt
language-en = English
sections = Parts of the report

## Top of the page

title-right = { $share } of the records match the register.
title-none-right = No record matches the register yet.
title-proposed = For { $share } more, the engine has found the person, to be confirmed.
title-none-proposed = The engine can propose nobody yet.
title-empty = The files hold no records.
checked = Checked at
about = { $files ->
    [one] { $files } file
   *[other] { $files } files
 } · checked against { $population } people of the register extract
about-place = { $files ->
    [one] { $files } file
   *[other] { $files } files
 } of { $place } · checked against { $population } people of the register extract
invented = Invented data: no person, number or facility here is real.

share-all = all
share-nearly = nearly { $share }
share-over = more than { $share }
share-1-10 = a tenth
share-1-6 = a sixth
share-1-5 = a fifth
share-1-4 = a quarter
share-3-10 = three tenths
share-1-3 = a third
share-2-5 = two fifths
share-1-2 = half
share-3-5 = three fifths
share-2-3 = two thirds
share-7-10 = seven tenths
share-3-4 = three quarters
share-4-5 = four fifths
share-5-6 = five sixths
share-9-10 = nine tenths

headline-figures = Headline figures
stat-records = Records
stat-people = of { $people ->
    [one] { $people } person
   *[other] { $people } people
 }
stat-people-doses = of { $people ->
    [one] { $people } person
   *[other] { $people } people
 }, { $doses ->
    [one] { $doses } dose
   *[other] { $doses } doses
 }
stat-right = Match
stat-share = { $share }
stat-proposed = Proposed with near certainty
stat-proposed-note = { $share }, only to be confirmed
stat-by-hand = To look at or ask about
stat-by-hand-note = { $share }
stat-time = Running time
stat-rate = { $rate } records a second, { $threads ->
    [one] { $threads } thread
   *[other] { $threads } threads
 }
seconds = seconds

column-records = Records
column-share = Share
column-chart = Chart
sum = Total
others = Other kinds
others-count = { $n ->
    [one] { $n } more row
   *[other] { $n } more rows
 }
more-rows = { $n ->
    [one] Show { $n } more row
   *[other] Show { $n } more rows
 }
not-stated = Not stated

## Results by class

section-results = Results
results-heading = Results of { $n ->
    [one] { $n } record
   *[other] { $n } records
 }
results-caption = Records by result and by what the engine proposes
column-result = Result
column-automatic = Near certain
column-review = To be looked at
column-nobody = Nobody found

class-verified = Matches
class-mismatch = Does not match
class-no_number = No valid ID number
class-not_found = Not found
class-ambiguous = Several people match
class-exempt = No check needed
class-unsendable = Cannot be sent

short-verified = match
short-mismatch = wrong
short-no_number = no number
short-not_found = not found
short-ambiguous = several
short-exempt = no check
short-unsendable = cannot be sent

next-verified = The facility can sign now
next-mismatch = Commune police confirm the proposed person, the health station corrects
next-no_number = Commune police confirm the number of the proposed person
next-not_found = The hamlet team asks the person
next-ambiguous = The health station adds what tells them apart
next-exempt = Foreigners are not checked
next-unsendable = The health station adds name, sex or birth date

band-automatic = Near certain
band-review = To be looked at
band-none = Nobody found

## The ministry's table

section-ministry = Ministry's table
ministry-heading = { $sent ->
    [one] { $sent } person
   *[other] { $sent } people
 } sent to the register, { $right } right
ministry-heading-empty = Nobody was sent to the register
ministry-caption = Counted as the Ministry of Health counts. Shares are of those sent; one person may be wrong in several fields.
ministry-caption-short = The ministry's table
column-item = Item
column-people = People
column-doses = Doses
ministry-total = All in the files
ministry-exempt = No check needed
ministry-unsendable = Cannot be sent
ministry-sent = Sent to the register
ministry-right = Right
ministry-wrong = Wrong
ministry-wrong-id_number = Wrong identity number
ministry-wrong-date_of_birth = Wrong date of birth
ministry-wrong-full_name = Wrong full name
ministry-wrong-other = Other (sex)
ministry-no_number = No number or a malformed one
ministry-no_number-determined = Person found by name and birth date
ministry-no_number-undeterminable = Cannot be determined
ministry-undeterminable = Cannot be determined in spite of a number

## Faults

section-faults = Faults
faults-heading = Most frequent fault: { $field }, { $kind } ({ $n ->
    [one] { $n } record
   *[other] { $n } records
 })
faults-heading-none = No faults
faults-lead = Counted after everything that can be repaired for certain has been. One record may have several faults. All bars share one scale.
column-fault = Fault
repairs-heading = The engine read { $n ->
    [one] { $n } oddly typed cell
   *[other] { $n } oddly typed cells
 } without anybody's help
repairs-lead = These ways of typing lose nothing, so they do not count as wrong.
column-repair = Way of typing
column-cells = Cells

field-id_number = Identity number
field-full_name = Full name
field-date_of_birth = Date of birth
field-sex = Sex
field-commune = Residence

kind-id_number-missing = no number
kind-id_number-placeholder = filler
kind-id_number-letters = letters or odd signs
kind-id_number-too_short = fewer than 8 digits
kind-id_number-eight_digits = 8 digits
kind-id_number-ten_digits = 10 digits
kind-id_number-eleven_digits = 11 digits
kind-id_number-phone = telephone number
kind-id_number-insurance_number = insurance number
kind-id_number-too_long = more than 12 digits
kind-id_number-exponent = shortened by Excel to 3.4E+10
kind-id_number-unknown_province = first three digits name no province
kind-id_number-lost_zero = leading zero lost
kind-id_number-malformed = malformed
kind-id_number-wrong = wrong number
kind-id_number-other_persons = somebody else's number
kind-id_number-equal = the same
kind-id_number-old_equal = own former card number
kind-id_number-one_edit = one digit off, or two exchanged
kind-id_number-relatives = number of one with the same surname and commune
kind-id_number-neighbours = number of somebody in the same commune
kind-id_number-others = somebody else's number
kind-id_number-differs = nobody has this number

kind-full_name-missing = no name
kind-full_name-not_a_name = not a name
kind-full_name-no_diacritics = no diacritics
kind-full_name-some_diacritics = some diacritics missing or wrong
kind-full_name-iy = i for y or the reverse
kind-full_name-middle_dropped = middle name missing
kind-full_name-middle_added = middle name too many
kind-full_name-order = parts in another order
kind-full_name-one_letter = one letter wrong
kind-full_name-regional_spelling = regional spelling (Hoàng, Huỳnh)
kind-full_name-typing_residue = left-over Telex or VNI keys
kind-full_name-other = wrong in several places
kind-full_name-equal = the same
kind-full_name-folded = the same without diacritics
kind-full_name-one_close = one syllable mistyped
kind-full_name-two_close = two syllables mistyped
kind-full_name-middle_count = one middle name missing or too many
kind-full_name-surname_and_given = surname and given name agree
kind-full_name-one_other = one syllable quite different
kind-full_name-given = only the given name agrees
kind-full_name-differs = quite different

kind-date_of_birth-missing = no date
kind-date_of_birth-unreadable = unreadable
kind-date_of_birth-out_of_range = year outside 1880–2100
kind-date_of_birth-impossible = no such day in the calendar
kind-date_of_birth-year_only = year only
kind-date_of_birth-month_only = month and year only
kind-date_of_birth-equal = the same
kind-date_of_birth-register_partial = the register has the year only, and it agrees
kind-date_of_birth-register_partial_day = the register has the year only, a day of it was typed
kind-date_of_birth-typed_partial = year only, and it agrees
kind-date_of_birth-first_of_year = 1 January typed, year right
kind-date_of_birth-swapped = day and month exchanged
kind-date_of_birth-one_digit = one digit off
kind-date_of_birth-day_and_month = day and month right, year wrong
kind-date_of_birth-year_and_one = year right, day or month wrong
kind-date_of_birth-year = only the year right
kind-date_of_birth-differs = quite different

kind-sex-missing = no sex
kind-sex-unreadable = unreadable
kind-sex-other_coding = typed in another coding
kind-sex-equal = the same
kind-sex-differs = differs from the register

kind-commune-missing = no commune code
kind-commune-equal = same commune
kind-commune-same_district = another commune of the district
kind-commune-differs = another district

note-unicode = Loose diacritics (decomposed Unicode)
note-vni = VNI fonts
note-tcvn3 = TCVN3 (ABC) fonts
note-utf8_as_latin1 = Letters broken by a wrong encoding
note-d_stroke = Ð for Đ
note-spaces = Spaces too many or missing
note-case = Capitals or small letters
note-apostrophe = Apostrophe or hyphen written otherwise
note-tone_placement = Tone mark on the other vowel (hòa, hoà)
note-marks = Digits or dots in the name
note-typing_residue = Left-over Telex or VNI keys
note-no_diacritics = No diacritics
note-foreign_name = Foreign name
note-minority_name = Minority name
note-punctuation = Dots or blanks in the number
note-full_width_digits = Full-width digits
note-formula_quoted = Number wrapped as an Excel formula
note-lost_zero = Leading zero lost
note-country_of_birth = Number of a birth abroad
note-year_only = Year of birth only
note-month_only = Month and year of birth only
note-month_first = Month before day
note-serial_number = Date as an Excel serial number
note-two_digit_year = Two-digit year
note-time_cut = Date with a time
note-words = Date in words
note-word = Sex as a word
note-portal_code = Sex in the portal's coding
note-letter_for_digit = Letter O or I for a digit
note-misspelt = Word one letter off

## Files and facilities

section-places = Files, facilities
key = Key
places-lead = Those with most to mend come first. Each bar is all records of its row.
files-heading = Most to mend: file { $name }, { $n ->
    [one] { $n } record
   *[other] { $n } records
 }
files-caption = Results of each file
facilities-heading = Facility with most to mend: { $name }, { $n ->
    [one] { $n } record
   *[other] { $n } records
 }
facilities-caption = A record counts for the facility of its first dose
column-file = File
column-facility = Facility
column-right = Match
column-to-mend = To mend

## Work that remains

section-communes = Work left
communes-heading = With the near-certain proposals taken over, { $communes ->
    [one] { $communes } commune has
   *[other] { $communes } communes have
 } { $after } records to mend instead of { $before }
communes-heading-same = { $communes ->
    [one] { $communes } commune has
   *[other] { $communes } communes have
 } { $before } records to mend
communes-heading-none = No commune has work left
communes-lead = Commune police still confirm a near-certain proposal, but nobody has to search any more. Names of communes are those of 2022; today's name stands below.
communes-overall = All communes
communes-caption = Records to mend, by commune of permanent residence
column-commune = Commune
column-before = Before proposals
column-after = After proposals
column-less = Less
key-left = Left after proposals
key-proposed = Proposed with near certainty
commune-today = now { $name }
commune-unknown = Commune not known

## Examples

section-examples = Examples
examples-heading = { $n ->
    [one] { $n } example
   *[other] { $n } examples
 } of how the engine weighed
examples-lead = What differs is underlined: wavy as typed, straight as registered.
examples-lead-codes = Only levels of agreement are shown and no values: these are real register data.
example-sheet-row = { $file }, sheet { $sheet }, row { $row }
example-row = { $file }, row { $row }
example-probability = Probability of the right person { $p }
example-compare = Field by field, example { $n }
example-why = Why, example { $n }
column-field = Field
column-typed = Typed
column-register = Register
column-verdict = Verdict
column-evidence = Evidence
column-for-against = Against / for
column-score = Score
empty-typed = (left empty)
empty-register = (none)
bar-prior = Before looking
bar-prior-note = no field compared yet
bar-others = Other people
bar-others-note = who might fit as well
score-note = Scores are bits: one more is twice as sure. The bars add up to the last row exactly.

reason-number_equal = Identity number right, every field agrees
reason-number_equal_fields_differ = Identity number right, a field differs from the register
reason-old_number_equal = Former card number right, every field agrees
reason-old_number_equal_fields_differ = Former card number right, a field differs from the register
reason-number_one_edit = Identity number one digit off, name or birth date agrees
reason-name_and_birth_date = Name and birth date fit one person only
reason-name_and_birth_date_several = Name and birth date fit several people
reason-probabilistic = No field is enough, together they point to one person
reason-probabilistic_several = Several people are about equally likely
reason-not_found = Nobody in the register fits
reason-unsendable = A mandatory field is missing
reason-exempt = A foreigner, not checked

state-ok = the same
state-equivalent = the same, written otherwise
state-differs = different
state-missing = missing
state-malformed = malformed
state-old_number = own former card number
state-wrong = wrong number
state-other_persons = somebody else's number

sex-M = Male
sex-F = Female

## Run it again

section-facts = Run it again
facts-heading = How to get exactly this result again
fact-model = Model
fact-snapshot = Day of the register extract
fact-population = Checksum of the population index
fact-digest = Digest of the verdicts
fact-skipped = Lines that are about nobody, skipped
skipped-blank = blank
skipped-section_title = group titles
skipped-total = totals
skipped-signature = signatures
foot = Khiên, an open-source immunization platform. This page sends nothing to anybody.
