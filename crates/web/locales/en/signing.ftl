# Signing doses: days that wait, certificates, authorities.

signing = Sign doses
signing-how = Sign on the day of vaccination. Only signed doses go into a vaccine passport.
signing-title = { $count ->
    [one] 1 dose waits for a signature
   *[other] { $count } doses wait for a signature
}
signing-nothing = No dose waits for a signature
signing-nothing-here = Every dose is signed.
signing-late = { $count ->
    [one] 1 day late
   *[other] { $count } days late
}
signing-today = today
signing-oldest-late = The oldest dose is <b>{ $count ->
    [one] 1 day
   *[other] { $count } days
} late</b>. Begin with the oldest day.
signing-no-certificate = There is no certificate of yours that can sign now.
signing-add-certificate = Add a certificate
signing-day-title = { $day }
signing-day-count = { $count ->
    [one] 1 dose of { $day } waits
   *[other] { $count } doses of { $day } wait
}
signing-day-nothing = No dose of { $day } waits
signing-day-done = All signed
signing-other-days = Other days
signing-session-differs = Session <b>{ $name }</b>: vials and doses did not agree when it was closed.
signing-session-open = Session <b>{ $name }</b> is not closed yet, so vials and doses were not compared.
signing-session-see = See session { $name }
signing-questioned = Of <b>{ $count ->
    [one] 1 dose
   *[other] { $count } doses
}</b> the person says that something is wrong. Correct it first, or leave it out for now.
signing-unsettled = The identity of <b>{ $count ->
    [one] 1 person
   *[other] { $count } people
}</b> is not settled. They can be signed: the signature vouches for the dose, the population register for the identity.
signing-later = Below are { $shown } doses, the most that are signed at once. { $count ->
    [one] 1 more comes
   *[other] { $count } more come
} after that.
signing-more = { $count ->
    [one] 1 dose of that day was not shown yet.
   *[other] { $count } doses of that day were not shown yet.
}
signing-more-do = Go on signing { $day }
signing-tick = Sign the dose of { $name }
signing-says-wrong = The person says wrong:
signing-corrected = Corrected after it was signed, sign again
signing-not-settled = Identity not settled
signing-done-title = { $count ->
    [one] 1 dose signed
   *[other] { $count } doses signed
}
signing-statement-title = { $count ->
    [one] 1 dose awaits
   *[other] { $count } doses await
} a signature from elsewhere
signing-passports = { $count ->
    [one] 1 person is verified: the passport is issued by itself once the other doses
   *[other] { $count } people are verified: their passports are issued by themselves once their other doses
} are signed, too.
signing-passports-wait = { $count ->
    [one] 1 person waits
   *[other] { $count } people wait
} for their identity to be settled. Nothing is to be signed again.
signing-when = Signed at
signing-left-out = { $count ->
    [one] 1 dose left out
   *[other] { $count } doses left out
}
column-sign = Sign
column-look = To look at
column-waiting = Waiting
column-oldest = Oldest
column-late = Late
column-facility = Facility

sign-with = Signature
sign-certificate = Certificate
sign-pin = PIN
sign-pin-hint = Of the key on this server, or the passphrase of the key file chosen below
sign-key-here = key on this server
sign-key-elsewhere = key elsewhere
sign-until = until { $day }
sign-other-ways = The key is in a file of mine, or in another device
sign-file = Key file
sign-file-hint = Made by khien keys request --key; .p12, .pfx and .pem files are not taken. Used for this act only and not kept.
sign-elsewhere-how = With a key in a USB token or at a signing service: save the statement, sign it with the authority's program, and bring the signature back.
sign-elsewhere = Get the statement to sign elsewhere
sign-summary = One signature covers all ticked doses. Those left out go on waiting.
sign-not-now = Not now
sign-with-file = Sign with the key file
sign-do = Sign the ticked doses

statement-save = Save the statement
statement-save-how = A JSON file. Do not open and save it: the signature is over every byte.
statement-save-do = Save the statement
statement-sign = Sign it with the authority's program
statement-sign-how = ECDSA on P-256 with SHA-256, or RSA-PSS with SHA-256.
statement-bring = Bring the signature back
statement-bring-how = Before any of the doses is corrected. They go on waiting until then.
statement-file = Signature file
statement-do = { $count ->
    [one] Sign 1 dose
   *[other] Sign { $count } doses
}

certificates = My certificates
certificates-how = Certificates of authorities that the ministry accepts can sign. End one at once when its key is lost.
certificates-none = No certificate yet
certificate-kid = number { $kid }
certificate-add = Add a certificate
certificate-add-do = Add the certificate
certificate-file = Certificate file
certificate-file-hint = DER or PEM (.cer, .crt, .pem)
certificate-end = End
certificate-end-reason = Why
certificate-end-do = End the certificate
certificate-state-good = Good
certificate-state-not-valid = Not valid now
certificate-state-not-accepted = Authority no longer accepted
certificate-state-ended = Ended
column-authority = Authority
column-validity = Validity
column-key = Key
key-new = Make a key on this server
key-new-how = The key is encrypted under your PIN and stays on the server. Send the request that you get to the authority, then add the certificate that it issues.
key-pin = New PIN
key-pin-hint = At least 12 characters. If it is forgotten, a new key is needed.
key-again = The PIN again
key-make = Make the key and save the request

authorities = Certificate authorities
authorities-how = Certificates of these authorities can sign doses at every facility.
authorities-none = No authority is accepted yet
authority-new = Accept an authority
authority-name = Name of the authority
authority-reason = Letter that accepts it
authority-file = Its own certificate
authority-accept = Accept
authority-end = Accept no longer
authority-end-how = Its certificates sign nothing new. What they signed stays signed.
authority-end-reason = Letter, reason
authority-end-do = Accept no longer
authority-ended = ended { $day }
column-accepted = Accepted
column-letter = Letter

proof = Signature
proof-signed = The dose is signed as it is recorded.
proof-recorded = The dose waits for the facility's signature.
proof-corrected = The dose was corrected after it was signed: the old signature counts no more, it must be signed again.
proof-save = Save the proof of the signature
proof-short = proof of the signature
proof-how = Anybody who trusts the authority can check it without asking this system.

fault-sign-none = No dose is ticked
fault-sign-certificate = The certificate cannot sign: it was ended, has expired, or its authority is no longer accepted
fault-sign-not-waiting = Some doses no longer wait for a signature here. The list below is the newest; nothing was signed
fault-sign-changed = Some doses were corrected after you saw them. The list below is the newest; nothing was signed
fault-sign-known = This act was used for other doses. Sign again
fault-pin = The PIN is empty
fault-pin-wrong-4 = The PIN is wrong. 4 tries are left
fault-pin-wrong-3 = The PIN is wrong. 3 tries are left
fault-pin-wrong-2 = The PIN is wrong. 2 tries are left
fault-pin-wrong-1 = The PIN is wrong. 1 try is left
fault-pin-wrong-0 = The PIN is wrong. No try is left: wait 15 minutes
fault-pin-wait = Too many wrong PINs. Wait 15 minutes and try again
fault-pin-short = A PIN needs at least 12 characters
fault-pin-again = The two PINs differ
fault-key-none = The key of this certificate is not on the server: choose a key file, or sign elsewhere
fault-key-file = This is no key file of khien keys request, or a damaged one
fault-key-other = The key is not that of the chosen certificate
fault-key-folder = The key cannot be used now. Tell whoever looks after the server
fault-signature-none = No signature file is chosen
fault-signature-wrong = The signature is not of the certificate's key, or not over this statement
fault-signature-form = This is no signature of the certificate's kind of key
fault-certificate-none = No file is chosen
fault-certificate-file = This file is no certificate
fault-certificate-key = The certificate's key cannot sign here: P-256 or RSA of at least 2048 bits is needed
fault-certificate-chain = No accepted authority vouches for this certificate
fault-certificate-known = This certificate was added before
fault-authority-name = The name of the authority is empty
fault-authority-none = This certificate is not an authority's
fault-authority-not-valid = This certificate is not valid now
fault-authority-known = This authority is in the list already

done-certificate-added = The certificate is added.
done-certificate-ended = The certificate is ended.
done-authority-accepted = The authority is accepted.
done-authority-ended = The authority is no longer accepted.
