# Error pages: what happened, what is safe, what to do next.

problem-not-found = There is no such page
problem-not-found-text = The address is wrong, or the page belongs to another unit.
problem-not-found-next = To the page Today
problem-method-not-allowed = This page does not open that way
problem-method-not-allowed-text = This usually happens when a form that was sent is opened again. Nothing is recorded twice.
problem-method-not-allowed-next = To the page Today
problem-forbidden = This account may not do that
problem-forbidden-text = Rights depend on unit and role. If this is your work, ask whoever looks after your unit's accounts.
problem-forbidden-next = To the page Today
problem-form-expired = The form is too old
problem-form-expired-text = The session has changed since the page was opened. Nothing was recorded: open the page again and send it again.
problem-form-expired-next = To the page Today
problem-cross-site = The request came from another website
problem-cross-site-text = Another website sent this form in your name. Khiên refused it, and nothing was recorded.
problem-cross-site-next = To the page Today
problem-signed-out = You are not signed in
problem-signed-out-text = The session has ended. What was saved is still there.
problem-signed-out-next = Sign in
problem-bad-request = The request could not be read
problem-bad-request-text = A part of the form or file is missing. Nothing was recorded: go back and send it again.
problem-bad-request-next = To the page Today
problem-conflict = Somebody else has just changed this
problem-conflict-text = Open the page again to see the newest version, then decide. Yours was not recorded.
problem-conflict-next = Open the page again
problem-too-large = What was sent is too large
problem-too-large-text = This is more than is taken here; nothing was written. Split a list that is too large, or remove sheets that are not needed, and upload it again.
problem-too-large-next = To the page Today
problem-too-many = Too many attempts
problem-too-many-text = To protect accounts and data, Khiên does not answer for a while. Nothing is lost.
problem-too-many-next = To the page Today
problem-minutes =
    { $minutes ->
        [one] Try again in a minute.
       *[other] Try again in { $minutes } minutes.
    }
problem-unavailable = The server cannot reach its database
problem-unavailable-text = Whatever was confirmed as recorded is still there. The page usually works again within minutes.
problem-unavailable-next = Try again
problem-storage-full = The server has no room left
problem-storage-full-text = Nothing of this was recorded; whatever was confirmed as recorded before is still there. Keep what you typed and tell the operator.
problem-storage-full-next = Try again
problem-too-slow = The file or form came too slowly
problem-too-slow-text = The connection stood still for too long, and nothing was recorded. Send it again, from a place with better reception if you can.
problem-too-slow-next = To the page Today
problem-broken = This page has a fault on the server
problem-broken-text = Whatever was confirmed as recorded is still there. If it happens again, give the operator the code below.
problem-broken-next = Reload the page
problem-reference = Code
