# Doses given, day by day.

figures = Doses given
figures-how = Reported in the evening, beside vials used and doses entered.
figures-days = From { $from } to { $to }
figures-nation = The whole country
figures-none = No figures so far
figures-unit = Unit
figures-sites = Sites that reported
figures-reported = Reported
figures-vials = Vials used
figures-in-vials =
    { $count ->
        [one] one dose by the label
       *[other] { $count } doses by the label
    }
figures-entered = Entered
figures-to-enter = Still to enter
figures-beyond = { $count } more entered
figures-act = Report, correct
figures-report = Report
figures-correct = Correct
figures-total = Total
figures-earlier = Earlier days
fault-figure = The number of doses or the day cannot be read.
fault-figure-future = This day has not come.
fault-figure-reported = Somebody reported this day already: correct that figure, with a reason.
