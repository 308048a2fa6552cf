# The page that checks vaccine passports: for everybody, without an account, without a network after one visit.

checker-title = Check a vaccine passport
checker-short = Check
checker-scan = Scan with the camera
checker-light = Light
checker-picture = Or choose a picture of the QR code
checker-text = Or paste the text of the QR code
checker-text-hint = It begins with HC1: or shc:/
checker-country = By the entry rules of
checker-at = At
checker-at-hint = Leave it empty for now.
checker-check = Check
checker-next = Next person
checker-name = Name
checker-born = Date of birth
checker-letters = As in a passport
checker-asked = Asked for:
checker-without = This browser cannot scan by itself.
checker-without-how = Scanning and working without a network need a current browser with JavaScript. You can still check: paste the text of the code below, and the server answers at once and keeps nothing.
checker-clock = The clock of this device is wrong. Set it before you check: whether a passport is still valid is told by the clock.
checker-nothing-kept = Nothing about the people who are checked is kept: picture, code and name are gone with Next person, or when the page is closed.

checker-result-valid = VALID
checker-result-refused = NOT VALID
checker-result-open = NOT VERIFIED

checker-word-no-camera = The camera cannot be opened. Allow it for this page, or choose a picture, or paste the code.
checker-word-no-text = There is no code yet. Scan, choose a picture or paste the text of a code.
checker-word-looking = Looking for a code in the picture…
checker-word-no-code = There is no QR code in the picture. Take it straight on, in good light, with the code filling most of it.
checker-word-no-rules = No country’s rules
checker-word-lists-none = The list of signers could not be loaded yet. Open this page once with a network.
checker-word-lists-too-old = The lists were made [when], too long ago. No code is accepted until they are renewed: connect and open the page again.
checker-word-lists-aging = The lists were made [when]. Connect to renew them.
checker-word-lists-good = Signers, revocations and rules as of [when].
checker-word-offline-ready = Works without a network.
checker-word-unproven = The name in the code, which no trusted signature vouches for.

checker-reason-none = Rightly signed, valid and not revoked. Compare name and date of birth with an identity document.
checker-reason-expired = It had ended at the time asked about.
checker-reason-early = It had not begun at the time asked about.
checker-reason-endless = The code does not say when it ends, so it is not accepted.
checker-reason-revoked = Its issuer has revoked it.
checker-reason-half-lists = The list of revocations on this device is incomplete. Connect and check again.
checker-reason-rules = It does not meet the entry rules:
checker-reason-rules-open = A rule cannot be answered by this device; a person has to look:
checker-reason-rules-none = This country has no rules for such a certificate.
checker-reason-stranger = Its signer is not on the trusted list. Nobody can say here whether it is genuine.
checker-reason-usage = The key may not sign certificates of this kind.
checker-reason-browser = This browser cannot read the signer’s key. Check on another device.
checker-reason-forged = The signature does not fit: the code was changed or forged.
checker-reason-schema = What it says does not follow the standard of such certificates.
checker-reason-family = Codes of this kind cannot be checked here. Ask whoever is in charge.
checker-reason-no-code = This is not the code of a vaccine passport.
checker-reason-lists-old = Rightly signed, but the lists on this device are more than a week old, so it is not accepted. Connect and check again.
checker-reason-lists-missing = There is no list of trusted signers yet, so nothing can be checked.
checker-reason-damaged = The code is damaged or does not follow the standard. Scan the original again.
