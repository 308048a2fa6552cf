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
dose-ordinal = Which one of that kind
dose-place = Given at (facility code)
dose-abroad = Given abroad
dose-abroad-hint = Counts for the schedule, is not signed here
dose-reason = Reason
dose-nevertheless = Reason to record it nevertheless
dose-due = Next: <b>{ $dose }</b>, from { $day } on.
dose-unconfirmed = not confirmed
dose-confirmed = Confirmed by the person
dose-entered = Entered by
dose-state-recorded = Recorded
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

channel-phone = On their own phone
channel-slip = On a slip
channel-nurse = Read aloud by staff
channel-relative = By a relative
channel-signature = Signed on the list

stop-too-early = Only { $days } days since the last dose; at least { $needed } are needed.
stop-not-recorded = Not recorded. Check day, kind and person.
stop-nevertheless = Record nevertheless, with a reason
stop-record = Record this dose nevertheless

fault-product = No vaccine has been chosen
fault-lot = The lot is empty
fault-day = The day needs day, month and year
fault-kind = No kind has been chosen
fault-ordinal = Which one must be a number from 1

done-dose = The dose is recorded.
done-voided = The dose is marked as entered in error.
