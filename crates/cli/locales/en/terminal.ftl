# What the command prints for people. Errors and JSON are always in English.

class-verified = Right
class-mismatch = Wrong in at least one field
class-no_number = No identity number, or malformed
class-not_found = Not found
class-ambiguous = Several people fit
class-unsendable = Cannot be sent: name, birth date or sex missing
class-exempt = Foreigners, not checked
band-automatic = automatic
band-review = to be looked at
band-none = none

field-id_number = identity number
field-full_name = full name
field-date_of_birth = date of birth
field-sex = sex
field-commune = commune

summary-checked = { $records } records in { $files } files checked against { $people } people of the register: { $seconds } s, { $rate } records a second.
summary-people = They are about { $people } people and { $doses } doses.
summary-of-these-found = the person was found all the same
summary-open = To be worked on
summary-open-automatic = with a proposal sure enough to use as it is
summary-open-review = with a proposal that somebody should look at
summary-open-none = without a proposal
summary-report = Report: { $path }
summary-results = Files with results: { $count } in { $path }
summary-invented = The people and doses are invented.

check-class = Answer
check-band = Proposal
check-probability = Probability
check-reason = Reason
check-evidence = Evidence, in bits (each bit doubles the odds)
check-nobody = Nobody was found to compare with.
check-sum = sum
check-register = Register

evidence-prior = before any field is compared
evidence-others = others who fit as well

build-done = { $people } people written to { $path } ({ $bytes } bytes, checksum { $checksum }).
build-rejected = { $count } rows left out: { $why }
simulate-done = { $people } people and { $records } records written to { $path }.

evaluate-calibration = Calibration: stated probability and the share that is right
evaluate-stated = stated probability
evaluate-observed = share that is right
evaluate-judged = { $count } records judged
evaluate-without-verdict = person rows without a verdict
evaluate-no-person = verdicts about lines that are no person
evaluate-unknown = verdicts about unknown records
evaluate-class = class
evaluate-fields = field states
evaluate-links = Links
evaluate-automatic = automatic
evaluate-review = review (right)
evaluate-both = automatic and review
evaluate-precision = precision
evaluate-recall = recall
evaluate-f1 = F1
evaluate-kinds = By kind of error (both bands)
evaluate-records = records
evaluate-right = right
evaluate-interval = 95 % interval
evaluate-verified-as-another = verified as somebody else
evaluate-ece = expected calibration error
evaluate-no-keys = Links cannot be judged: the verdicts hold no matched_key (khien verify --reveal writes it).
evaluate-written = Written: { $paths }

migrate-done = { $count } migrations run. The tables are those of this release.
migrate-nothing = Nothing to do: the tables are those of this release.
doctor-doses = Doses by the counters: { $counted }; counted afresh: { $recounted }.
doctor-unsealed = Audit entries that wait to be sealed: { $count }.
doctor-jobs = Jobs that failed: { $count }.
doctor-sound = The registry is sound.
doctor-not-sound = Somebody must look at the registry.

keys-created = Keys made in { $folder }. The audit is signed by key { $id }. Keep a copy of the folder, and the passphrase elsewhere.
keys-authority-made = Authority { $kid } made in { $folder }. Keep a copy of the folder off the network, and the passphrase elsewhere.
keys-signer-made = Signer { $kid } certified: it signs from { $from } until { $until }. Write the public list anew and publish it before it begins.
keys-request-written = Request written to { $file }. Send it to the country's authority.
keys-signer-revoked = Signer { $kid } taken off: everything that it signed is void once the new public list is published.
keys-list-written = Public list written to { $folder }, signers on it: { $count }.
account-first = Account { $login } made. Its password, shown this once: { $password }
policy-from = from { $day }
policy-of-program = with the program
policy-of-registry = set here
policy-set = { $name } = { $value } from { $day } on.
serve-ready = Open { $address } in a browser. Ctrl-C ends.
audit-holds = The chain holds: { $entries } entries, signed up to entry { $signed } by { $checkpoints } checkpoints.
demo-part-accounts = Making accounts…
demo-part-stock = Entering facilities and vials…
demo-part-files = Importing the sample files…
demo-part-session = Opening this morning's session…
demo-part-signing = Certificates, and signatures of past doses…
demo-part-passports = Issuing vaccine passports…
demo-accounts = Accounts, all with the password { $password } (this demonstration only):
demo-pin = Accounts truong-tram, ky-so and chu-quan sign doses with the PIN { $pin }
demo-folder = Everybody in it is invented. It plays on 27 June 2022; its files are in { $folder }
backup-done = { $rows } rows copied to { $file } and counted again.
restore-done = { $rows } rows restored from { $file } and counted again.
