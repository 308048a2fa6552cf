# The page Today.

board = Today
board-day = { $day }
board-missing = { $given } given today, { $missing } not entered yet
board-all-entered = { $given } given today, all entered
board-not-reported = { $entered } entered today, doses given not reported yet
board-beyond = More than given
board-nothing-given = No dose given yet today
board-no-sessions = No session today
board-office = Today's work
board-import = Import a file
board-given = Given
board-given-by = by the vials used
board-entered = Entered
board-missing-doses = Not entered
board-confirmed = Confirmed
board-sessions = Sessions of today
board-empty = No session today so far
board-empty-text = Open a new session, or import a file of earlier ones.
board-waiting = Waiting for you
board-nothing-waits = Nothing is waiting
board-since = since { $day }
board-figures = Doses given day by day, beside vials and records

waiting-imports = Imports to look through
waiting-act-imports = look, then record
waiting-mismatches = People with wrong details
waiting-act-mismatches = list them, hand them to commune police
waiting-unconfirmed = People who have not confirmed their dose
waiting-act-unconfirmed = call or visit
waiting-said-wrong = People who said that something is wrong
waiting-act-said-wrong = mend before signing
waiting-rosters = Rosters to draft or approve
waiting-act-rosters = before the session
waiting-open-sessions = Sessions not closed
waiting-act-open-sessions = vials against doses
waiting-expiring = Lots that expire soon
waiting-act-expiring = use first or pass on

figure-report = Report or correct the doses given today
figure-help = Count used vials and syringes, not entered records: the two figures are compared.
figure-given = Doses given
figure-reason = Reason, if an earlier figure is corrected
figure-save = Save the doses given

column-place = Site
column-state = State
column-listed = On the list

done-figure = The doses given are saved.
