# Words that many pages use.

sex-M = Male
sex-F = Female

dose-primary = primary { $n }
dose-additional = additional { $n }
dose-booster = booster { $n }

verdict-verified = Matches
verdict-mismatch = Does not match
verdict-mismatch-of = Wrong { $fields }
verdict-no_number = No valid number
verdict-not_found = Not found
verdict-ambiguous = Several people match
verdict-pending = Waiting for the register
verdict-exempt = No check needed
verdict-unsendable = Cannot be sent

wrong-number = ID number
wrong-name = name
wrong-birth-date = birth date
wrong-sex = sex
