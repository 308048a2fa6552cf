# Recovered cases.

recovered = Recovered cases
recovered-title =
    { $count ->
        [one] One person has recovered
       *[other] { $count } people have recovered
    }
recovered-how = Entered by the commune station only. The day of recovery decides when the next dose may be given.
recovered-find = Find the person
recovered-none = Nobody on the list so far
recovered-new = Record a recovered case
column-positive = Positive
column-recovered = Recovered
column-dose-from = Dose from
case-positive = Day of the positive test
case-positive-hint = day/month/year
case-recovered = Day of recovery
case-recovered-hint = day/month/year
case-test = Test
case-paper = Number of the certificate, if any
case-save = Record the case
test-pcr = PCR
test-rapid = Rapid test
fault-recovered-before = Recovery comes after the positive test
fault-test = No test has been chosen
done-recovered = The recovered case is recorded.
