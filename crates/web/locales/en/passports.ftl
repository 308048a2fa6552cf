# Vaccine passports at the ministry: waves, cohorts, one passport, keys.

passports = Vaccine passports
passports-nobody-waits = Nobody waits for a passport
passports-wait =
    { $due ->
        [one] <b>One person</b> is about to be looked at, { $wave } wait for the next wave
       *[other] <b>{ $due } people</b> are about to be looked at, { $wave } wait for the next wave
    }
passports-wait-for-wave =
    { $wave ->
        [one] <b>One person</b> waits to be looked at in the next wave
       *[other] <b>{ $wave } people</b> wait to be looked at in the next wave
    }
passports-how = Passports are issued by themselves once doses are signed and identities settled; here are waves, revocations and keys.
passports-wave = Order a wave
passports-wave-how = For people with signed doses and a settled identity who have no passport.
passports-wave-unit = Code of the unit
passports-wave-unit-hint = Of a province, district or commune; empty for the whole country.
passports-count = See how many
passports-cohort = Issue anew or revoke a cohort
passports-cohort-how = Valid passports are chosen by the dose that they tell of. Give at least one: vaccine, lot, facility or days.
passports-cohort-kind = What is to be done
passports-cohort-product = Vaccine
passports-cohort-lot = Lot number
passports-cohort-facility = Code of the facility
passports-cohort-from = Given from
passports-cohort-until = Given until
passports-any-product = Any vaccine
passports-find = Find a passport
passports-find-how = By the identifier printed on it; whose it is is not shown.
passports-find-identifier = Certificate identifier
passports-find-identifier-hint = Like 01:VN:…#B, with or without URN:UVCI:.
passports-find-do = Find
passports-orders = Orders
passports-orders-none = No orders so far.
passports-kind-wave = Wave
passports-kind-reissue = Issue anew
passports-kind-revoke = Revoke
passports-order-waiting = Waiting
passports-order-running = Under way
passports-order-done = Done
passports-order-failed = Stopped
passports-of-lot = lot { $what }
passports-from = from { $what }
passports-until = until { $what }
passports-preview = Before it is ordered
passports-looks-at =
    { $count ->
        [one] This order looks at <b>one person</b>
       *[other] This order looks at <b>{ $count } people</b>
    }
passports-looks-at-many = This order looks at <b>{ $count } people or more</b>
passports-reaches =
    { $count ->
        [one] This order reaches <b>one passport</b>
       *[other] This order reaches <b>{ $count } passports</b>
    }
passports-reaches-many = This order reaches <b>{ $count } passports or more</b>
passports-then-wave = They are looked at in turn: whoever is entitled gets a passport; of the others the passport page says what is in the way.
passports-then-reissue = New passports are issued in turn even where nothing has changed; they take the place of the ones before.
passports-then-revoke = Their passports are not valid any more, and verifiers say so. Taking that back is done one passport at a time.
passports-reason = Reason
passports-order-do-wave = Order the wave
passports-order-do-reissue = Issue anew
passports-order-do-revoke = Revoke
passports-of-key = Passports of the key { $kid }
passports-keys = Keys
passports-keys-none = No key has signed passports so far.
passports-keys-how = Verifiers need each key until the last passport that it signed expires.
passports-no-key = No key is in use: no passport is issued until the server has a new one.
passports-key-ended = Ended { $when }: { $why }
passports-key-end = The key is lost
passports-key-end-how = No passport that this key signed is believed any more. They are issued anew by themselves as soon as another key signs.
passports-key-end-do = End the key
passports-one = One passport
passports-one-how = Whose it is is not shown.
passports-state-issued = The passport is valid
passports-state-superseded = The passport was replaced by a newer one
passports-state-revoked = The passport is revoked
passports-since-superseded = Replaced
passports-since-revoked = Revoked
passports-issued = Issued
passports-expires = Expires
passports-expired = Expired
passports-why = Reason
passports-why-corrected = its content was corrected
passports-why-renewed = renewed
passports-why-another-dose = a newer dose
passports-why-no-dose = no dose is left
passports-one-key-ended = The key of this passport was ended: nobody believes the passport any more.
passports-revoke = Revoke
passports-revoke-how = Verifiers will say that this passport is revoked, and the earlier ones about the same dose with it.
passports-revoke-do = Revoke the passport
passports-reinstate = Take the revocation back
passports-reinstate-how = If it was a mistake: the passport is valid again until it expires.
passports-reinstate-do = Make it valid again
column-order = Order
column-reason = Reason
column-ordered = Ordered by
column-reached = Reached
column-first-signed = First signed
column-needed-until = Needed until
done-passport-order = The order is given.
done-passport-revoked = The passport is revoked.
done-passport-reinstated = The passport is valid again.
done-passport-key-ended = The key is ended.
fault-passports-kind = Choose what is to be done.
fault-passports-unit = There is no unit with this code.
fault-passports-cohort = Say at least one thing about the doses.
fault-passports-days = The last day is before the first.
fault-passports-ordered = This order was given with another content: open the page again.
fault-passports-unknown = No passport has this identifier.
fault-passports-mistyped = The check character after # does not fit: something was mistyped.
fault-passports-state = The passport is in another state, so this cannot be done.
fault-passports-another = This person has another valid passport.
