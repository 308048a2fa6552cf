# Imports: upload, read, review, apply, undo.

imports = Imports
imports-how = A messy file is fine. Nothing is recorded until you have looked and pressed Record.
imports-before = Files so far
imports-none = No file so far
upload-drop = Drop a file here, or choose one
upload-kinds = Excel (.xlsx, .xls), CSV or Parquet, up to { $size } MB. A file sent again records nothing twice.
upload-send = Upload and look
upload-refused = The file was not taken.
upload-too-large = The file is larger than { $size } MB. Split it, or remove sheets that are not needed.
upload-nothing = No file was chosen, or it is empty.
upload-unknown = { $file } is not an Excel, CSV or Parquet file.
import-file-line = File { $file }
column-file = File
column-sent = Uploaded
column-rows = Rows
column-written = Recorded
import-state-reading = Being read
import-state-parsed = To be reviewed
import-state-applying = Being recorded
import-state-applied = Recorded
import-state-undone = Undone
import-state-failed = Could not be read

import-step-reading = Reading the file
import-step-checking = Asking the population register
import-step-writing = Recording
import-step-undoing = Undoing
job-begins = Beginning
job-done = <b>{ $done }</b> of <b>{ $of }</b> rows done
job-left =
    { $count ->
        [one] about a second left
       *[other] about { $count } seconds left
    }
job-step-reading = Read the file
job-step-checking = Ask the population register
job-step-ready = Ready for your review
job-leave = You can close the page; the page Today shows when it is done.
job-noscript = The page reloads every 2 seconds.

review = Review the file before recording
review-about = { $count } rows · uploaded by { $who } on { $when }
review-lead = <b>{ $ready }</b> rows can be recorded now. <b>{ $held }</b> need a person: mend them in the table, or mend the file and upload it again; nothing is recorded twice.
review-tabs = Filter by kind of row
review-strip = Check against the register
review-rows = Rows of the file
review-lines = <b>Row { $first } to { $last }</b> as numbered in Excel
review-none = No such row
all = All
hamlet = Hamlet
column-line = Row
column-kind = Kind
column-number = ID number
column-population = Register
column-act = To do
row-new = New
row-change = Changed
row-duplicate = Duplicate
row-conflict = Conflict
row-error = Error
row-became-new = recorded as new
row-became-change = records changed
row-became-duplicate = skipped
row-became-conflict = kept back
row-became-error = kept back
row-typed = in the file: { $value }
row-line = row { $line }
row-save = Save
unread-password = The file has a password. Save it without one and send it again.
unread-damaged = The file is damaged or cut short. Open it in Excel, save it and send it again.
unread-too_large = Unpacked, the file is too large. Take out sheets and pictures that are not needed.
unread-too_many_rows = A sheet has more rows than Excel allows. Cut it into several files.
unread-encoding = The text is written in an unknown encoding. Save it as UTF-8 or as Excel.
unread-missing_columns = A required column is missing, such as name or birth date. Compare the header with the template.
unread-no_template = No sheet has the header of the template (Họ và tên, Ngày sinh…). Copy the list into the template.
unread-no_doses = The file has people and no doses. Use the template for doses.
unread-other = A place in the file cannot be read. Open it in Excel, save it and send it again.
upload-known = This file was uploaded before: open it in the list below.
upload-no-facility = Choose a facility at the top before uploading.
row-dose = dose { $n }
row-dose-of = Dose { $number } of this row: { $what }
row-read-missing = is empty
row-read-not_a_name = is no person's name
row-read-unreadable = cannot be read
row-read-out_of_range = lies outside what is possible
row-read-impossible = is not in the calendar
row-read-other_coding = male or female is not clear
row-read-not_a_day = needs day, month and year
row-read-unknown = is not in the catalogue
row-read-several = names several vaccines
row-read-not_licensed = is not licensed in Viet Nam
row-read-malformed = has a wrong form
row-conflict-several_with_number = Several records have this number: merge them first
row-conflict-number_of_another = This number belongs to somebody else here
row-conflict-several_with_name_and_birth = Several people have this name and birth date: add the ID number
row-conflict-no_facility = no facility has this code
row-conflict-other_facility = another facility: it has to upload this
row-conflict-no_birth_date = the date of birth is needed
row-conflict-known = this vaccine on this day is there already
mend-full_name = Correct the name
mend-date_of_birth = Correct the date of birth
mend-sex = Correct the sex
mend-id_number = Correct the ID number
mend-product = Correct the vaccine
mend-date = Correct the day of the dose
mend-lot = Correct the lot
mend-facility = Correct the facility code
act-change = Change the record: { $fields }
act-written = Recorded
act-skip = All there already. Skipped
act-look = Open the record
act-new = Record 1 new dose
act-new-mismatch = Can be recorded; commune police will compare
act-pending = Waiting for the register, about a minute
apply-summary = <b>Record { $ready } rows</b>: { $new } new, { $change } changed; { $duplicate } duplicates skipped, { $held } kept back. The whole file can be undone afterwards.
apply =
    { $count ->
        [one] Record one row
       *[other] Record { $count } rows
    }

import-applied =
    { $count ->
        [one] One row recorded
       *[other] { $count } rows recorded
    }
import-by = { $file } · { $who } · { $when }
import-next = To the list of files
undo = Undo the whole file
undo-text = Every dose and change from this file is taken back, except what somebody has changed since. The history keeps both.
undo-reason = Why
undo-do =
    { $count ->
        [one] Undo one row
       *[other] Undo { $count } rows
    }
undone-text = Every dose and change from this file has been taken back. The history keeps both.

result-download = Download with reasons
result-file = Result - { $file }
fault-no-workbook = Reasons can be written into .xlsx workbooks only; look at other files here.
mended-full_name = Name
mended-date_of_birth = Date of birth
mended-sex = Sex
mended-id_number = ID number
mended-product = Vaccine
mended-date = Day of the dose
mended-lot = Lot
mended-facility = Facility
