//! The four rule files: products, later doses, mixing, waiting after an infection.

use jiff::civil::Date;

use super::interval::Interval;
use crate::DoseKind;
use crate::rows::{Row, RowFault, Validity, number, rows, word};

/// The dose rules of a country, each with its days of validity and its source.
#[derive(Clone, Debug, Default)]
pub struct Schedules {
    pub(super) products: Vec<ProductRule>,
    pub(super) later: Vec<LaterRule>,
    pub(super) mixing: Vec<MixingRule>,
    pub(super) recovery: Vec<RecoveryRule>,
}

/// The texts of the four rule files.
#[derive(Clone, Copy, Debug)]
pub struct RuleFiles<'a> {
    /// As `data/vaccine-schedules.csv`.
    pub schedules: &'a str,
    /// As `data/vaccine-later-doses.csv`.
    pub later_doses: &'a str,
    /// As `data/vaccine-mixing.csv`.
    pub mixing: &'a str,
    /// As `data/vaccine-after-recovery.csv`.
    pub after_recovery: &'a str,
}

/// An age band in completed years; `until` is the first age beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ages {
    pub(super) from: u8,
    pub(super) until: Option<u8>,
}

impl Ages {
    /// Whether somebody whose age lies between the two can be in the band.
    pub(super) fn can_hold(self, (low, high): (i32, i32)) -> bool {
        !self.is_above(high) && !self.is_below(low)
    }

    /// Whether the band begins above this age.
    pub(super) fn is_above(self, age: i32) -> bool {
        age < i32::from(self.from)
    }

    /// Whether the band ends at or below this age.
    pub(super) fn is_below(self, age: i32) -> bool {
        self.until.is_some_and(|until| age >= i32::from(until))
    }
}

/// A product for an age band.
#[derive(Clone, Debug)]
pub(super) struct ProductRule {
    pub(super) product: String,
    pub(super) ages: Ages,
    pub(super) primary_doses: u8,
    /// Between primary doses; none where there is only one.
    pub(super) interval: Option<Interval>,
    /// Microlitres.
    pub(super) volume: u16,
    /// Microlitres of a booster; none where it is the same.
    pub(super) booster_volume: Option<u16>,
    pub(super) validity: Validity,
}

/// Additional doses and boosters.
#[derive(Clone, Debug)]
pub(super) struct LaterRule {
    pub(super) kind: DoseKind,
    /// The first of this kind that the rule speaks of; it holds for all further ones, too.
    pub(super) nth_from: u8,
    pub(super) ages: Ages,
    pub(super) interval: Interval,
    /// Primary products after which this dose is proposed.
    pub(super) suggested_after: Vec<String>,
    pub(super) validity: Validity,
}

/// Which product may follow which.
#[derive(Clone, Debug)]
pub(super) struct MixingRule {
    /// Within the primary series; otherwise after it.
    pub(super) primary: bool,
    /// None: whatever went before.
    pub(super) previous: Option<String>,
    /// None: the same product again.
    pub(super) next: Option<String>,
    /// Where it differs from the product's own.
    pub(super) interval: Option<Interval>,
    pub(super) validity: Validity,
}

/// Waiting after an infection.
#[derive(Clone, Debug)]
pub(super) struct RecoveryRule {
    pub(super) kind: DoseKind,
    pub(super) nth_from: u8,
    pub(super) ages: Ages,
    pub(super) interval: Interval,
    pub(super) validity: Validity,
}

impl Schedules {
    /// Reads the rules from the texts of the files.
    ///
    /// # Errors
    /// [`RowFault`] at the first line that cannot be read.
    pub fn parse(files: RuleFiles<'_>) -> Result<Self, RowFault> {
        Ok(Self {
            products: read("vaccine-schedules.csv", PRODUCTS, files.schedules, product)?,
            later: read("vaccine-later-doses.csv", LATER, files.later_doses, later)?,
            mixing: read("vaccine-mixing.csv", MIXING, files.mixing, mixing)?,
            recovery: read(
                "vaccine-after-recovery.csv",
                RECOVERY,
                files.after_recovery,
                recovery,
            )?,
        })
    }

    /// Doses of the primary series of a product; none where it is not known.
    pub(super) fn primary_doses(&self, product: &str) -> Option<u8> {
        let of_product = self.products.iter().filter(|it| it.product == product);
        of_product.map(|it| it.primary_doses).max()
    }

    /// Rules of a product on a day.
    pub(super) fn of_product<'a>(
        &'a self,
        product: &'a str,
        day: Date,
    ) -> impl Iterator<Item = &'a ProductRule> {
        self.products
            .iter()
            .filter(move |it| it.product == product && it.validity.holds_on(day))
    }

    /// The rule for the nth dose of a kind after the primary series. Where the age is not certain,
    /// the shortest interval that it can be.
    pub(super) fn later(
        &self,
        kind: DoseKind,
        nth: usize,
        ages: (i32, i32),
        day: Date,
    ) -> Option<&LaterRule> {
        let possible = self.later.iter().filter(|it| {
            it.kind == kind
                && usize::from(it.nth_from) <= nth
                && it.ages.can_hold(ages)
                && it.validity.holds_on(day)
        });
        possible.max_by_key(|it| (it.nth_from, std::cmp::Reverse(it.interval.after(day))))
    }

    /// How long to wait after an infection with the nth dose of a kind.
    pub(super) fn recovery(
        &self,
        kind: DoseKind,
        nth: usize,
        ages: (i32, i32),
        day: Date,
    ) -> Option<Interval> {
        let possible = self.recovery.iter().filter(|it| {
            it.kind == kind
                && usize::from(it.nth_from) <= nth
                && it.ages.can_hold(ages)
                && it.validity.holds_on(day)
        });
        let chosen =
            possible.max_by_key(|it| (it.nth_from, std::cmp::Reverse(it.interval.after(day))));
        chosen.map(|it| it.interval)
    }

    /// The rule by which a product may follow another; a rule about just these two counts before a
    /// general one.
    pub(super) fn mixing(
        &self,
        primary: bool,
        (previous, next): (&str, &str),
        day: Date,
    ) -> Option<&MixingRule> {
        let fits = |it: &&MixingRule| {
            it.primary == primary
                && it.validity.holds_on(day)
                && it.previous.as_deref().is_none_or(|it| it == previous)
                && it.next.as_deref().unwrap_or(previous) == next
        };
        let possible = self.mixing.iter().filter(fits);
        possible.max_by_key(|it| (it.previous.is_some(), it.validity.from))
    }
}

const PRODUCTS: &[&str] = &[
    "product",
    "age_from",
    "age_until",
    "primary_doses",
    "interval",
    "volume_ml",
    "booster_volume_ml",
    "valid_from",
    "valid_until",
    "source",
];
const LATER: &[&str] = &[
    "kind",
    "nth_from",
    "age_from",
    "age_until",
    "interval",
    "suggested_after",
    "valid_from",
    "valid_until",
    "source",
];
const MIXING: &[&str] = &[
    "series",
    "previous",
    "next",
    "interval",
    "valid_from",
    "valid_until",
    "source",
];
const RECOVERY: &[&str] = &[
    "kind",
    "nth_from",
    "age_from",
    "age_until",
    "interval",
    "valid_from",
    "valid_until",
    "source",
];

fn read<T>(
    file: &'static str,
    columns: &'static [&'static str],
    text: &str,
    rule: impl Fn(&Row<'_>) -> Result<T, RowFault>,
) -> Result<Vec<T>, RowFault> {
    rows(file, columns, text)?.map(|row| rule(&row)).collect()
}

fn ages(row: &Row<'_>) -> Result<Ages, RowFault> {
    let from = row.read("age_from", number)?;
    let until = row.read_if_given("age_until", number)?;
    if until.is_some_and(|until| until <= from) {
        return Err(row.fault("age_until"));
    }
    Ok(Ages { from, until })
}

fn product(row: &Row<'_>) -> Result<ProductRule, RowFault> {
    let primary_doses = row.read("primary_doses", number::<u8>)?;
    let interval = row.read_if_given("interval", Interval::parse)?;
    if (primary_doses == 1) != interval.is_none() {
        return Err(row.fault("interval"));
    }
    Ok(ProductRule {
        product: row.read("product", word)?,
        ages: ages(row)?,
        primary_doses,
        interval,
        volume: row.read("volume_ml", microlitres)?,
        booster_volume: row.read_if_given("booster_volume_ml", microlitres)?,
        validity: row.validity()?,
    })
}

fn later(row: &Row<'_>) -> Result<LaterRule, RowFault> {
    let after_primary = |text: &str| DoseKind::parse(text).filter(|it| *it != DoseKind::Primary);
    Ok(LaterRule {
        kind: row.read("kind", after_primary)?,
        nth_from: row.read("nth_from", number)?,
        ages: ages(row)?,
        interval: row.read("interval", Interval::parse)?,
        suggested_after: row
            .text("suggested_after")
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        validity: row.validity()?,
    })
}

fn mixing(row: &Row<'_>) -> Result<MixingRule, RowFault> {
    let unless = |any: &'static str| {
        move |text: &str| word(text).map(|it| if it == any { None } else { Some(it) })
    };
    Ok(MixingRule {
        primary: row.read("series", |text| match text {
            "primary" => Some(true),
            "later" => Some(false),
            _ => None,
        })?,
        previous: row.read("previous", unless("*"))?,
        next: row.read("next", unless("same"))?,
        interval: row.read_if_given("interval", Interval::parse)?,
        validity: row.validity()?,
    })
}

fn recovery(row: &Row<'_>) -> Result<RecoveryRule, RowFault> {
    Ok(RecoveryRule {
        kind: row.read("kind", DoseKind::parse)?,
        nth_from: row.read("nth_from", number)?,
        ages: ages(row)?,
        interval: row.read("interval", Interval::parse)?,
        validity: row.validity()?,
    })
}

/// Millilitres with at most three decimals, as whole microlitres.
fn microlitres(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{decimals:0<3}");
    let plain = |part: &str| part.bytes().all(|it| it.is_ascii_digit());
    if digits.len() != 3 || !plain(whole) || !plain(&digits) {
        return None;
    }
    let volume: u16 = whole.parse::<u16>().ok()?.checked_mul(1000)?;
    volume
        .checked_add(digits.parse().ok()?)
        .filter(|it| *it > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_are_read_in_millilitres() {
        assert_eq!(microlitres("0.25"), Some(250));
        assert_eq!(microlitres("1"), Some(1000));
        for bad in ["", "0", "0.0005", "-1", "a", "70"] {
            assert_eq!(microlitres(bad), None, "{bad}");
        }
    }
}
