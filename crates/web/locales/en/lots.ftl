# Vaccine stock.

lots = Vaccine stock
lots-title =
    { $count ->
        [one] One usable dose left
       *[other] { $count } usable doses left
    }
lots-soon =
    { $count ->
        [one] One lot expires within a month: use it first or pass it on.
       *[other] { $count } lots expire within a month: use them first or pass them on.
    }
lots-none-soon = No lot expires soon.
lots-empty = No lot in stock so far
lots-unit = In doses. Lots that expire first stand on top.
lot-receive = Receive vaccine
lot-state-soon = expires soon
lot-state-expired = has expired
lot-state-recalled = has been recalled
lot-advice-soon = Use it first, or pass it on to a unit that needs it.
lot-advice-expired = Do not use it. Note what is left as thrown away.
lot-advice-recalled = Do not use it. Keep it apart and wait for instructions.
lot-per-vial =
    { $count ->
        [one] one dose a vial
       *[other] { $count } doses a vial
    }
lot-book = Stock book
stock-received = Received
stock-used = Given
stock-wasted = Thrown away
stock-passed-on = Passed on
column-expires = Expires
column-left = Left
column-received = Received
column-wasted = Thrown away
column-doses = Doses
column-note = Note
column-by = Entered by
waste = Note doses thrown away
waste-doses = Doses
waste-reason = Why
waste-do = Note as thrown away
waste-broken = Broken
waste-temperature = Wrong temperature
waste-expired = Expired
waste-time = Too long after opening
waste-other = Another reason
receipt-product = Vaccine
receipt-lot = Lot
receipt-lot-hint = Copied from the box or the delivery note
receipt-expires = Expires
receipt-expires-hint = day/month/year
receipt-vials = Vials
receipt-doses_per_vial = Doses a vial
receipt-note = Delivery note, from whom
receipt-save = Receive
fault-count = Must be a number above 0
done-received = Received into stock.
done-wasted = Noted as thrown away.
