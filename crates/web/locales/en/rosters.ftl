# Rosters.

rosters = Rosters
rosters-how = Drafted by the station, an employer or a school; checked by commune police; approved by the commune; used by a session.
rosters-none = No roster so far
roster-new = Draft a roster
roster-new-how = Upload a long list under Imports; here people are added quickly by ID number.
roster-name = Name of the roster
roster-name-hint = For example: Đông Hưng garment factory, second round
roster-by = Who drafts it
roster-by-station = Health station
roster-by-employer = Employer
roster-by-school = School
roster-numbers = ID numbers, one person a line
roster-numbers-hint = May stay empty; people can be added later
roster-save = Draft the roster
roster-count =
    { $count ->
        [one] one person
       *[other] { $count } people
    }
roster-checked = Police have checked { $checked } of { $count } people
roster-wrong =
    { $count ->
        [one] One person is wrong: mend the record and send it again, or take the person off the list.
       *[other] { $count } people are wrong: mend the records and send them again, or take them off the list.
    }
roster-result-of = Result of { $name }
roster-steps = Steps
roster-state-drafted = Drafted
roster-state-with-police = With commune police
roster-state-checked = Checked
roster-state-approved = Approved by the commune
roster-state-used = Used by a session
roster-step-drafted = Back to the draft
roster-step-with-police = Send to commune police
roster-step-checked = Record: fully checked
roster-step-approved = Approve the roster
roster-step-used = Use for a session
check-not-yet = Not yet
check-right = Right
check-wrong = Wrong
check-elsewhere = Lives elsewhere
column-roster = Roster
column-made-by = Drafted by
column-people = People
column-police = Commune police
fault-roster-name = The name of the roster is empty
done-roster = The roster has taken the next step.
