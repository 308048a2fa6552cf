# Imports: upload, read, review, apply, undo.

imports = Imports
imports-how = A messy file is fine. Nothing is recorded until you have looked and pressed Record.
imports-template = Download the template
imports-before = Files so far
imports-none = No file so far
upload-drop = Drop a file here, or choose one
upload-kinds = Excel (.xlsx, .xls), CSV or Parquet, up to { $size } MB. A file sent again records nothing twice.
upload-send = Upload and look
upload-refused = The file was not taken.
upload-too-large = The file is larger than { $size } MB. Split it, or remove sheets that are not needed.
upload-nothing = No file was chosen, or it is empty.
upload-unknown = { $file } is not an Excel, CSV or Parquet file.
upload-damaged = The file is damaged or has a password. Open it in Excel, save it without a password and upload it again.
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
import-state-dropped = Dropped
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
review-about = sheet { $sheet } · { $count } rows · uploaded by { $who } on { $when }
review-download = Download with reasons (.xlsx)
review-drop = Drop this file
review-lead = <b>{ $ready }</b> rows can be recorded now. <b>{ $held }</b> need a person; mend them here, or download the file, mend it and upload it again: nothing is recorded twice.
review-tabs = Filter by kind of row
review-strip = Check against the register
review-rows = Rows of the file
review-lines = <b>Row { $first } to { $last }</b> as numbered in Excel
review-none = No such row
all = All
hamlet = Hamlet
filter = Filter
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
row-kept = Kept so far: { $product }, { $day }, lot { $lot }
row-day-in-future = The dose is later than the upload ({ $day })
row-number-eleven = 11 digits: perhaps a lost leading zero, or the last digit is missing
row-name-letters = "{ $word }" has a letter too many
act-new = Record 1 new dose
act-new-mismatch = Can be recorded; commune police will compare
act-change-name = Keep the confirmed name with diacritics; add the phone number
act-duplicate = There already from { $file }, row { $line }. Skipped
act-pending = Waiting for the register, about a minute
mend-day = Correct the day of the dose
mend-number = Enter the right number
mend-name = Correct the name
choose-dose = Which dose is kept?
apply-summary = <b>Record { $ready } rows</b>: { $new } new, { $change } changed; { $duplicate } duplicates skipped, { $held } kept back. Can be undone within 24 hours.
apply =
    { $count ->
        [one] Record one row
       *[other] Record { $count } rows
    }
apply-new = Record only the new rows

import-applied =
    { $count ->
        [one] One row recorded
       *[other] { $count } rows recorded
    }
import-by = { $file } · { $who } · { $when }
import-next = To the list of files
undo = Undo the whole file
undo-text = Every dose and change from this file is taken back, except what somebody has changed since. Possible until { $until }.
undo-do =
    { $count ->
        [one] Undo one row
       *[other] Undo { $count } rows
    }
undone-text = Every dose and change from this file has been taken back. The history keeps both.
