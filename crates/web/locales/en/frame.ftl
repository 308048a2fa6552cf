# The frame of every page.

brand = Khiên
area-checker = Passport check
area-slip = Slip
area-station = Health station
skip = Skip to the content
sections = Sections
crumbs = You are here
foot = Khiên, an open-source immunization platform.
foot-demonstration = Demonstration: people, identity numbers and facilities are all invented.

menu-language = Language, theme
language-vi = Tiếng Việt
language-en = English
theme-auto = Theme of the device
theme-light = Light theme
theme-dark = Dark theme
sign-out = Sign out

section-board = Today
section-sessions = Sessions
section-people = Find a person
section-imports = Imports
section-unit = Records to mend
section-rosters = Rosters
section-signing = Signing
section-lots = Vaccine stock
section-recovered = Recovered cases
section-passports = Passports
section-accounts = Accounts
section-audit = Audit

pager = Pages
pager-first = First page
pager-next = Next page
pager-rows = { $count } rows a page
form-faults =
    { $count ->
        [one] One thing needs another look
       *[other] { $count } things need another look
    }
date-day = Day
date-month = Month
date-year = Year
