# Signing in.

sign-in = Sign in
sign-in-name = Account name
sign-in-password = Password
sign-in-next = Continue
sign-in-or = Or use the national identity account:
sign-in-national = Sign in with { $name }
sign-in-national-not-linked = No account here is tied to this identity. Sign in with your account name, or ask whoever looks after your unit's accounts to tie it.
sign-in-national-denied = You did not finish signing in there. Nothing has happened.
sign-in-national-away = The national login does not answer now. Sign in with your account name and password.
sign-in-national-begin-again = It took too long, or you came back in another browser. Begin again.
sign-in-national-failed = The answer of the national login could not be verified. Begin again; if it stays so, tell whoever runs the system.
sign-in-help = Password forgotten or phone lost: whoever looks after your unit's accounts renews it in a minute.
sign-in-wrong = Account name or password is not right.
sign-in-locked =
    { $minutes ->
        [one] Too many wrong attempts. Try again in a minute, or ask whoever looks after the accounts to unlock it.
       *[other] Too many wrong attempts. Try again in { $minutes } minutes, or ask whoever looks after the accounts to unlock it.
    }
sign-in-ended = This account has ended. Accounts of volunteers end with their session.
sign-in-code-title = Enter the code
sign-in-code = 6-digit code
sign-in-code-hint = Open the authenticator on your phone; the code changes every 30 seconds.
sign-in-code-help = Phone lost: whoever looks after your unit's accounts turns off the old code and gives a new one.
sign-in-wrong-code = The code is wrong or has changed. Enter the one that the phone shows now.
sign-in-again = Use another account
sign-in-too-old = The one-time password has expired. Ask whoever looks after the accounts for a new one.
sign-in-begin-again = More than 5 minutes since the password. Sign in from the beginning.
password-title = Choose your own password
password-how = The password you used works only once. Choose your own to go on.
password-old = Password you were given
password-new = New password
password-new-hint = At least 10 characters. A few words together are easy to remember and hard to guess.
password-again = The new password again
password-save = Set the password
fault-password-again = The two are not the same
fault-password-old = The password you were given is not right
fault-password-same = The new password must differ from the one you were given
fault-password-too_short = The new password is too short
fault-password-too_long = The new password is too long
fault-password-login = The new password must not be like the account name
fault-password-common = Many people use this password; it is easily guessed
