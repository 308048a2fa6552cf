# People of the unit, by what is wrong.

unit = Records to mend
unit-title = { $faulty } of { $people } people need mending
unit-how = Residents of the commune, with doses given elsewhere too. Each is mended on their own page.
unit-how-own = People who came to sessions of the facility in the last 30 days. They are mended on the page of each.
unit-strip = Check of the unit's people
unit-tabs = Filter by what is wrong
unit-none = Nobody like this
fault-kind-mismatch = Does not match
fault-kind-no_number = No number
fault-kind-not_found = Not found
fault-kind-ambiguous = Several match
fault-kind-unsendable = Cannot be sent
fault-kind-said-wrong = Said to be wrong
fault-kind-unconfirmed = Not confirmed
fault-act-mismatch = Compare with the identity card. If it was mistyped here, correct it; if it is as on the card, list the person for commune police.
fault-act-no_number = Ask for the ID number when you meet, or let the hamlet team ask.
fault-act-not_found = Compare number and name with the identity card.
fault-act-ambiguous = Add the ID number or the full date of birth.
fault-act-unsendable = Add the missing name, sex or date of birth.
fault-act-said-wrong = The person said what is wrong while waiting: mend it before signing.
fault-act-unconfirmed = Call and read the record aloud, or let the hamlet team bring the slip.
column-since = Since
