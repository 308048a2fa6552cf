# From doses to passports: recorded, verified, signed, certified.

funnel = From doses to passports
funnel-of = From doses to passports: { $unit }
funnel-counted = As counted at { $when } or later; each facility is counted again every hour.
funnel-uncounted = No facility has been counted so far.
funnel-none = Nothing counted so far
funnel-none-text = The server counts one facility after the other; open this page again in a few minutes.
funnel-waits-verified = Most wait to be verified: <b>{ $count } of { $before } recorded doses</b> are of people whose identity is not settled.
funnel-waits-signed = Most wait to be signed: <b>{ $count } of { $before } verified doses</b> are not signed by the facility that gave them.
funnel-waits-certified = Most wait to be certified: <b>{ $count } of { $before } signed doses</b> are of people without a passport.
funnel-nothing-waits = Every dose has led to a passport.
funnel-unit = Unit
funnel-recorded = Recorded
funnel-verified = Verified
funnel-signed = Signed
funnel-certified = Certified
funnel-share = { $share } of the step before
funnel-nowhere = Facilities of communes without a code
funnel-how = Each step counts only doses that passed the one before, and its share is of that step. Doses count where the facility stands.
