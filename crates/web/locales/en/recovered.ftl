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
case-positive = Day of the positive test
case-positive-hint = day/month/year
case-recovered = Day of recovery
case-recovered-hint = day/month/year
case-test = Test
case-save = Record the case
test-rapid_antigen = Rapid antigen test
test-pcr = PCR
test-certificate = Certificate of recovery
fault-recovered-before = Recovery comes after the positive test
fault-test = No test has been chosen
fault-recovered-days = No day may lie after today, nor the recovery before the test
fault-recovered-known = This person has a positive test of that day already
fault-recovered-commune = The record names no commune: add where the person lives first
recovered-not-yet = not over
done-recovered = The recovered case is recorded.
