# Joining records and parting them.

merge = Join records
merge-find = Join with another record
merge-find-title = Join { $name } with which record?
merge-find-how = Below stand people of one number, or of one name and birth date. Search for others if needed.
merge-nobody = Nobody is like that
merge-title = Are these two records one person?
merge-how = Doses, answers and reactions come over to the record that stays. Nothing is deleted, and they can be parted again.
merge-swap = Change sides: keep the other
merge-stays = Record that stays
merge-goes = Record joined to it
merge-filled = from the other record
merge-differs = they differ: that of the record that stays is kept
merge-whose = Of the record
merge-keep = This entry is right
merge-twin = in both records: counts once
merge-reason = How do you know that it is one person
merge-do = Join the two records
merge-into = This record was joined to <b>{ $name }</b>.
merge-into-open = Open that record
merge-from = The record of <b>{ $name }</b> was joined to this one.
split = Part records
split-open = Look, part again
split-title = Part joined records
split-what = { $loser } was joined to { $survivor }: { $who }, { $when }.
split-how = Everything that came over goes back to where it was. Of doses recorded since, say whose they are.
split-dose = { $product } { $lot }, { $day }
split-comes-back = Record that is parted
split-reason = Why they are two people
split-do = Part the two records
split-already = These two records were parted already.
fault-merge-twins = Doses stand in both records with another lot or place: choose the right entry.
fault-merge-guardian = One is the guardian of the other: mend that first.
fault-split-undecided = Doses were recorded since: choose whose they are.
fault-split-later = The record was joined once more since: part the later one first.
fault-split-twin = One person would have a dose of that kind twice on a day.
done-merged = The two records are joined.
done-split = The two records are parted.

part = Part into two people
part-find-title = Whose doses are in { $name }'s record?
part-find-how = Look for the other person here. Without a record yet, one is made in the next step.
part-new = Somebody without a record
part-nobody = Nobody found
part-title-new = Part { $name }: the other has no record yet
part-title-known = Hand doses of { $name } over to { $other }
part-how = Choose the doses that are really the other person's. What was confirmed and noted of them goes along. Nothing is saved yet: you look again in the next step.
part-doses = Which doses are the other person's?
part-others = { $name } has so far:
part-others-none = { $name } has no doses yet.
part-who = Who is the other?
part-why = How it is known that they are two
part-look = Look again before parting
part-sure =
    { $count ->
        [one] Hand one dose over to { $name }?
       *[other] Hand { $count } doses over to { $name }?
    }
part-sure-how = The two records will be as below, and both are checked against the register again.
part-none-left = No doses left.
part-comes = comes over
part-do =
    { $count ->
        [one] Part, hand one dose over
       *[other] Part, hand { $count } doses over
    }
part-back = Change
fault-part-none = No dose is chosen
fault-part-fields = What is typed about the other person cannot be read
done-separated = Parted. This is the other person's record.
