# What stands in the result column, in English, for reports and terminals.

result-verified = Matches
result-verified-old-number = Matches (by the former 9-digit number)
result-exempt = Foreigner: not checked against the register
result-not_found = Not found: nobody fits
result-ambiguous = Not found: several people fit equally well
result-unsendable = Cannot be sent

# Number
result-id-missing = No identity number
result-id-malformed = Malformed identity number
result-id-malformed-why = Malformed identity number: { $why }
result-id-wrong = Wrong identity number
result-id-other_persons = Somebody else's identity number

# Fields
result-name-differs = Wrong name
result-name-no-diacritics = Wrong name: diacritics missing
result-name-typing-residue = Wrong name: left-over typing keys
result-name-missing = Name missing
result-birth-differs = Wrong birth date
result-birth-year-only = Wrong birth date: year only
result-birth-month-only = Wrong birth date: month and year only
result-birth-missing = Birth date missing or unreadable
result-sex-differs = Wrong sex
result-sex-missing = Sex missing or unreadable

# Proposals
result-found-automatic = Person found, sure enough to update
result-found-review = A person is proposed, to be looked at
result-nobody-found = Nobody fits
result-several-found = Several people fit

# Register values, only for those who may see them
result-register = Register: { $values }
result-register-id = number { $value }
result-register-name = name { $value }
result-register-birth = born { $value }
result-register-sex = sex { $value }
sex-M = male
sex-F = female

# What was wrong with a number
number-too_short = too few digits
number-eight_digits = 8 digits only
number-ten_digits = 10 digits
number-eleven_digits = 11 digits
number-too_long = too many digits
number-letters = letters in it
number-phone = looks like a telephone number
number-insurance_number = looks like a health insurance number
number-placeholder = a filler
number-exponent = turned by Excel into 1.08E+11
number-unknown_province = no such province code
