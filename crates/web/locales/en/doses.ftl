# Doses: recorded, corrected, entered in error.

doses = Doses
dose-new = Enter a dose given
dose-edit = Correct the dose
dose-save = Record the dose
dose-product = Vaccine
dose-lot = Lot
dose-lot-hint = Copied from the vial or the certificate
dose-day = Day of the dose
dose-day-hint = day/month/year
dose-kind = Kind of dose
dose-kind-primary = Primary
dose-kind-additional = Additional
dose-kind-booster = Booster
dose-ordinal = Which dose, counting all
dose-number = dose number { $n }
dose-place = Given at (facility code)
dose-country = Country, if given abroad
dose-country-hint = 2 letters, for example KR; counts for the schedule, is not signed here
dose-reason = Reason
dose-nevertheless = Reason to record it nevertheless
dose-due = Next: <b>{ $dose }</b>, from { $day } on.
dose-unconfirmed = not confirmed
dose-confirmed = Confirmed by the person
dose-entered = Entered by
dose-state-recorded = Recorded, waits for a signature
dose-state-signed = Signed
dose-state-corrected = Corrected, sign again
dose-state-voided = Entered in error
dose-state-abroad = Given abroad
dose-void = This dose was entered in error
dose-void-text = The dose will read "entered in error". It is not deleted: dose and reason stay legible, an earlier signature ends.
dose-void-reason = Reason
dose-void-do = Mark as entered in error
column-who = Person
reaction = Reaction


stop-in_future = The day lies after today.
stop-before_birth = The day lies before the birth.
stop-product_unknown = This vaccine is not in the catalogue.
stop-product_not_allowed_on_date = The vaccine was not, or no longer, allowed on that day.
stop-too_young = Too young for this vaccine.
stop-too_old = Too old for this vaccine.
stop-age_unknown = The date of birth is not known, so the age cannot be judged: add it on the person's page, or record with a reason.
stop-next_too_early = The dose recorded after it would be too early then.
stop-too_early = Too early: this dose may be given from { $day } on.
stop-recovered_too_recently = Recovered too recently: a dose may be given from { $day } on.
stop-second_first_dose = This person has a first dose already.
stop-ordinal_gap = The dose before this one is not in the record.
stop-ordinal_repeated = The record has a dose with this number already.
stop-kind_not_possible = This kind of dose does not follow the earlier ones.
stop-mixing_not_allowed = This vaccine may not follow the one before.
stop-same_day = There is a dose on that day already.
stop-known = This dose is recorded already.
stop-not-recorded = Not recorded. Check day, kind and person.
channel-own_phone = On their own phone
channel-slip = On a slip
channel-read_aloud = Read aloud by staff
channel-relative = By a relative
channel-signature_column = Signed on the list

stop-nevertheless = Record nevertheless, with a reason
stop-record = Record this dose nevertheless

fault-product = No vaccine has been chosen
fault-lot = The lot is empty
fault-country = A country is 2 letters
fault-place-unknown = No facility has this code
fault-day = The day needs day, month and year
fault-kind = No kind has been chosen
fault-ordinal = Which one must be a number from 1

done-dose = The dose is recorded.
done-voided = The dose is marked as entered in error.
