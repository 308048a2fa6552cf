//! What the page shows.

use jiff::civil::DateTime;
use khien_store::FunnelCounts;

use crate::page::page;
use crate::pieces::share;
use crate::texts::{Marked, Texts};

/// A unit or facility.
pub(crate) struct Line {
    /// Where it opens; empty for what does not open.
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) counts: FunnelCounts,
}

/// A unit with its parts.
pub(crate) struct OfUnit {
    pub(crate) name: String,
    /// Units above it: address and name.
    pub(crate) above: Vec<(String, String)>,
    pub(crate) lines: Vec<Line>,
    pub(crate) total: FunnelCounts,
    /// When the facility was counted that was counted the longest ago.
    pub(crate) counted_at: Option<DateTime>,
}

/// One step on the way to passports.
pub(crate) struct Step {
    /// As in the keys of the catalogue.
    pub(crate) code: &'static str,
    /// Doses that came this far.
    pub(crate) count: i64,
    /// Doses of the step before.
    pub(crate) before: i64,
}

impl Step {
    /// Doses that have not come this far yet.
    fn lost(&self) -> i64 {
        self.before.saturating_sub(self.count)
    }

    /// Width of its bar.
    pub(crate) fn width(&self) -> String {
        let whole = |count| u64::try_from(count).unwrap_or(0);
        share(whole(self.count), whole(self.before))
    }
}

/// The steps after the first, each with the one before it.
pub(crate) fn steps(counts: &FunnelCounts) -> [Step; 3] {
    let step = |code, count, before| Step {
        code,
        count,
        before,
    };
    [
        step("verified", counts.verified, counts.recorded),
        step("signed", counts.signed, counts.verified),
        step("certified", counts.certified, counts.signed),
    ]
}

impl Line {
    /// Its steps.
    pub(crate) fn steps(&self) -> [Step; 3] {
        steps(&self.counts)
    }
}

impl OfUnit {
    /// The steps of all together.
    pub(crate) fn steps(&self) -> [Step; 3] {
        steps(&self.total)
    }

    /// The finding: at which step most doses wait.
    pub(crate) fn finding(&self, t: &'static Texts) -> Marked {
        // Of equals the first: it holds up those after it.
        let all = steps(&self.total).into_iter().rev();
        let most = all.max_by_key(Step::lost);
        match most.filter(|step| step.lost() > 0) {
            Some(step) => {
                let text = t.text(format!("funnel-waits-{}", step.code));
                let text = text.set("count", step.lost());
                text.set("before", step.before).marked()
            }
            None => t.text("funnel-nothing-waits").marked(),
        }
    }
}

page!(FunnelPage, "station/funnel/page.html", OfUnit);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    fn finding(recorded: i64, verified: i64, signed: i64, certified: i64) -> String {
        let view = OfUnit {
            total: FunnelCounts {
                recorded,
                verified,
                signed,
                certified,
            },
            ..crate::station::funnel::examples::of_unit()
        };
        view.finding(Texts::of(Language::English)).to_string()
    }

    #[test]
    fn the_step_that_most_doses_wait_at_is_named() {
        for (counts, said) in [
            ((100, 40, 30, 30), "<b>60 of 100 recorded doses</b>"),
            ((100, 90, 30, 30), "<b>60 of 90 verified doses</b>"),
            ((100, 90, 80, 30), "<b>50 of 80 signed doses</b>"),
            ((100, 50, 50, 0), "<b>50 of 100 recorded doses</b>"),
            ((5, 5, 5, 5), "Every dose"),
        ] {
            let (recorded, verified, signed, certified) = counts;
            let found = finding(recorded, verified, signed, certified);
            assert!(found.contains(said), "{found}");
        }
    }

    #[test]
    fn bars_are_shares_of_the_step_before_and_never_of_nothing() {
        let widths = |counts| steps(&counts).map(|step| step.width());
        let counts = FunnelCounts {
            recorded: 8,
            verified: 4,
            signed: 1,
            certified: 0,
        };
        assert_eq!(widths(counts), ["50.00%", "25.00%", "0.00%"]);
        assert_eq!(widths(FunnelCounts::default()), ["0.00%"; 3]);
    }
}
