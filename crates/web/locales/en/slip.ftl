# The slip of somebody just vaccinated: the own record on the own phone.

slip = Slip
slip-offer = Does the person have a phone? Hand over a slip, so that they look and answer themselves.
slip-make = Make a slip
slip-for = Slip for { $name }
slip-hand-how = Show the screen to be scanned, or print it. The slip opens this person's record only.
slip-hand-type = If it cannot be scanned, open this page and type the code:
slip-hand-once = Good for one answer, until the session is closed or the day is over. A new slip ends the old one.
slip-print = Print the slip
slip-handed = Handed over
slip-instead = Read it out instead

slip-title = Look at the record of your dose
slip-how = Type the code on the slip that you were given at the vaccination site.
slip-code = Code on the slip
slip-code-hint = For example 7KQF2-9DXW4. Capitals or small letters, as you like.
slip-open = Open the record
slip-help = Slip lost, or the code does not work: ask at the observation desk for a new one.
slip-closed-unknown = No slip has this code. Look at each letter on the slip again.
slip-closed-ended = This slip has ended: the session is closed, or you were given a newer one. Ask at the observation desk.
slip-closed-used = This slip was answered already. To change an answer, tell the observation desk.
slip-closed-too_often = This slip was opened too often. Ask at the observation desk for a new one.
slip-record = { $name }: is this right?
slip-dose = Dose of { $day }, { $place }
slip-read = Look at each line and choose Right or Wrong. Where it is wrong, write what is right; staff will mend it.
slip-send = Send the answers
slip-done = Thank you
slip-done-right = You have looked at your record and confirmed it. There is nothing else to do.
slip-done-wrong = Noted as wrong:
slip-done-next = Staff will ask you and mend it. If you can, show an identity document at the observation desk before you leave.
slip-done-stay = Stay for the 30 minutes of observation. If you feel unwell, call the staff at once.
