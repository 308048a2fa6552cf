//! Records by class and band.

use super::bars::{ORDER, Strip, fill, width};
use super::counts::ByBand;
use super::data::ReportData;
use super::headline::Totals;
use super::words::Words;
use crate::number::shares;
use khien_domain::Class;

/// The stacked bar and its table.
pub(super) struct Results {
    pub(super) heading: String,
    pub(super) strip: Strip,
    pub(super) rows: Vec<Row>,
    pub(super) sum: Row,
}

/// One class.
pub(super) struct Row {
    pub(super) code: &'static str,
    pub(super) name: String,
    /// Who acts next.
    pub(super) next: String,
    pub(super) records: String,
    pub(super) share: String,
    pub(super) fill: &'static str,
    pub(super) width: String,
    pub(super) automatic: String,
    pub(super) review: String,
    pub(super) nobody: String,
}

impl Results {
    pub(super) fn of(words: &Words, data: &ReportData, totals: &Totals) -> Self {
        let all = totals.classes.total();
        let counts = ORDER.map(|class| totals.classes.of(class));
        let shares = shares(&counts);
        let rows = ORDER
            .iter()
            .zip(shares)
            .filter(|(class, _)| totals.classes.of(**class) > 0 || expected(**class))
            .map(|(class, share)| row(words, *class, (bands(data, *class), share, all)))
            .collect();
        Self {
            heading: words.say_with("results-heading", &[("n", all.into())]),
            strip: Strip::of(words, &totals.classes),
            rows,
            sum: sum(words, data, all),
        }
    }
}

/// Classes that are shown though they hold nothing: a reader looks for them.
fn expected(class: Class) -> bool {
    matches!(class, Class::Verified | Class::Mismatch | Class::NoNumber)
}

/// All records of a class, however often the class is listed.
fn bands(data: &ReportData, class: Class) -> ByBand {
    data.classes
        .iter()
        .filter(|count| count.class == class)
        .fold(ByBand::default(), |sum, count| sum + count.bands)
}

fn row(words: &Words, class: Class, (bands, share, all): (ByBand, u64, u64)) -> Row {
    // Nothing is proposed for a foreigner, so there is nothing to count in the bands either.
    let checked = class != Class::Exempt;
    let band = |count: u64| {
        if checked {
            words.count(count)
        } else {
            "–".to_owned()
        }
    };
    Row {
        code: class.code(),
        name: words.code("class", class.code()),
        next: words.code("next", class.code()),
        records: words.count(bands.total()),
        share: words.number.share(share, bands.total(), all),
        fill: fill(class),
        width: width(bands.total(), all),
        automatic: band(bands.automatic),
        review: band(bands.review),
        nobody: band(bands.none),
    }
}

fn sum(words: &Words, data: &ReportData, all: u64) -> Row {
    let bands = ORDER
        .iter()
        .filter(|class| **class != Class::Exempt)
        .fold(ByBand::default(), |sum, class| sum + bands(data, *class));
    Row {
        code: "",
        name: words.say("sum"),
        next: String::new(),
        records: words.count(all),
        share: words.number.percent(all, all),
        fill: "",
        width: String::new(),
        automatic: words.count(bands.automatic),
        review: words.count(bands.review),
        nobody: words.count(bands.none),
    }
}
