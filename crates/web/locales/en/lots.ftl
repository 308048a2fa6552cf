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
lots-unit = Lots that expire first stand on top.
lots-under-way = <b>{ $vials } vials of { $what }</b> are on their way from { $from }, sent on { $day }.
lots-arrived-vials = Vials that are whole
lots-arrived-reason = Why fewer, if fewer
lots-arrived = Arrived
lot-receive = Receive vaccine
lot-state-soon = expires soon
lot-state-expired = has expired
lot-advice-soon = Use it first, or pass it on to a unit that needs it.
lot-advice-expired = Do not use it. Write off the vials that are left.
lot-per-vial =
    { $count ->
        [one] one dose a vial
       *[other] { $count } doses a vial
    }
lot-left = Vials left
lot-doses =
    { $count ->
        [one] one dose
       *[other] { $count } doses
    }
lot-book = Stock book
stock-receipt = Received
stock-transfer_in = From elsewhere
stock-transfer_out = Passed on
stock-wastage = Thrown away
stock-used = Used in a session
stock-returned = Given back
column-expires = Expires
column-vials = Vials
column-doses = Doses
column-note = Note
column-by = Entered by
waste = Write off vials
waste-reason = Why
waste-do = Write off
waste-broken = Broken
waste-expired = Expired
waste-heat_exposed = Too warm
waste-frozen = Frozen
waste-contaminated = Contaminated
waste-recalled = Lot recalled
waste-lost = Lost
waste-other = Another reason
receipt-product = Vaccine
receipt-lot = Lot
receipt-lot-hint = Copied from the box or the delivery note
receipt-expires = Expires
receipt-expires-hint = day/month/year
receipt-vials = Vials
receipt-doses_per_vial = Doses a vial, if not as usual
receipt-note = Delivery note, from whom
receipt-save = Receive
fault-count = Must be a number above 0
fault-expired = This lot has expired: it is neither received nor passed on
fault-too-many = More vials than there are
done-received = Received into stock.
done-wasted = The vials are written off.
