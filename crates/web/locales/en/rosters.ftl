# Rosters.

rosters = Rosters
rosters-how = Drafted by the station, an employer or a school; checked by commune police; approved by the commune; used by a session.
rosters-none = No roster so far
roster-new = Draft a roster
roster-new-how = A long list is uploaded under Import; here a few are added by ID number or phone.
roster-name = Name of the roster
roster-name-hint = For example: Đông Hưng garment factory, second round
roster-organisation = Employer or school that drew it up, if any
roster-organisation-hint = Leave empty if the station did
roster-commune = Code of the commune that checks and approves
roster-by-station = Health station
roster-numbers = ID numbers, one person a line
roster-numbers-hint = Only people with a record; may be empty, more can follow
roster-save = Draft the roster
roster-add = Add to the roster
roster-nobody = Nobody is on the roster so far.
roster-unknown = These lines do not name exactly one person: look at the number, or register the person first.
roster-note = Note
roster-note-of = Note about { $name }
roster-results-save = Save the results of this page
roster-rest-right =
    { $count ->
        [one] The remaining one is right
       *[other] The remaining { $count } are right
    }
roster-remove = Take off
roster-remove-reason = Reason
roster-remove-do = Take off the roster
roster-approve = Approve the roster
roster-send-back = Send back to be drafted
roster-send-back-reason = Reason
roster-send-back-do = Send back
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
roster-state-drafted = Drafted, waits for commune police
roster-state-checked = Checked, waits for the commune
roster-state-approved = Approved by the commune
roster-state-used = Used by a session
check-not-yet = Nothing yet
check-right = Right
check-wrong = Wrong, to be completed
check-not_resident = Does not live here
check-not_checked = Foreigner, not checked
column-roster = Roster
column-made-by = Drafted by
column-people = People
column-police = Commune police
fault-roster-name = The name of the roster is empty
fault-roster-commune = No commune has this code
fault-roster-numbers = Some lines do not name exactly one person
fault-roster-state = The roster is past this step.
fault-roster-empty = Nobody is on the roster.
done-roster = The roster went one step on.
done-drafted = The roster is drawn up.
done-roster-people = Added to the roster.
done-roster-removed = Taken off the roster.
done-roster-checked = The results are saved.
