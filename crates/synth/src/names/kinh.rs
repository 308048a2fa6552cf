//! Kinh names: the tables of `data/names`, changed by cohort and region.

use super::parts::{PARTS, PartId};
use super::region::Region;
use super::weights::{GIVENS, MIDDLES, SURNAMES, rows};
use crate::dice::{Dice, Weighted};
use khien_domain::Sex;
use std::sync::LazyLock;

/// 1.1 % of the corpus behind the tables have no middle name (`data/SOURCES.md`).
const NO_MIDDLE: f64 = 0.011;

/// Last birth year of each cohort but the youngest.
const COHORTS: [i16; 4] = [1959, 1979, 1994, 2009];

/// How much more or less frequent than in the tables "Văn" (first row) and "Thị" (second row)
/// alone are, by cohort. The corpus behind the tables is young and southern; in the whole nation
/// about half of the men and women born in 1985 carry them. The drift is an estimate.
const PLAIN_MARK: [[f64; 5]; 2] = [[2.6, 2.3, 1.8, 1.0, 0.45], [3.6, 3.0, 2.2, 1.2, 0.5]];
/// The same for two syllables that begin with "Thị".
const MARK_AND_MORE: [f64; 5] = [0.5, 0.8, 1.0, 0.75, 0.35];

/// Exponents on the weights of middle and given names: frequent names are more frequent in the
/// nation than in the corpus. Together with the marks they are set so that in the scenario
/// `density`, at two million people, 28 % share name (without diacritics) and birth date with
/// somebody, as in the whole nation.
const MIDDLE_EXPONENT: f64 = 1.16;
const GIVEN_EXPONENT: f64 = 1.4;

/// Given names of the old and of the young, with the factor between neighbouring cohorts.
const TREND: f64 = 1.5;
const OLD: &str = " Hùng Dũng Bình Hòa Lan Hoa Liên Loan Nga Hồng Thủy Hương Mai Hải Sơn Thành \
    Minh Tân Lợi Phước Sang Tư Ba Năm Bảy Hai Út Bé Sáu Cúc Huệ Lệ Nguyệt Tuyết Thơm Chiến Thắng \
    Lý Xuân Đông Kim Điệp Cảnh Chính Định Nghiệp Thu Oanh Đào Nhàn Lựu Tính Thọ ";
const YOUNG: &str = " Anh Khang Bảo Nhi Vy Hân Nghi Khôi Phúc Đăng Thư Trâm Trân Như My Ngân Quân \
    Huy Nguyên Khoa Duy Khánh Linh Kiệt Thảo Châu Băng Nhã Ân An San Tú Đạt Nam Phong Vân ";

struct Table {
    ids: Vec<PartId>,
    by_cohort: Vec<Weighted>,
}

impl Table {
    fn new(csv: &'static str, exponent: f64, factor: impl Fn(&str, usize) -> f64) -> Self {
        let rows: Vec<(&str, f64)> = rows(csv).collect();
        let weights = |cohort: usize| -> Vec<f64> {
            rows.iter()
                .map(|&(text, weight)| (weight * factor(text, cohort)).powf(exponent))
                .collect()
        };
        Self {
            ids: rows.iter().map(|&(text, _)| PARTS.id(text)).collect(),
            by_cohort: (0..=COHORTS.len())
                .map(|cohort| Weighted::new(&weights(cohort)))
                .collect(),
        }
    }

    fn draw(&self, dice: &mut Dice, cohort: usize) -> PartId {
        self.ids[self.by_cohort[cohort].draw(dice)]
    }
}

static SURNAME: LazyLock<Table> = LazyLock::new(|| Table::new(SURNAMES, 1.0, |_, _| 1.0));
static MIDDLE: LazyLock<[Table; 2]> =
    LazyLock::new(|| MIDDLES.map(|csv| Table::new(csv, MIDDLE_EXPONENT, middle_factor)));
static GIVEN: LazyLock<[Table; 2]> =
    LazyLock::new(|| GIVENS.map(|csv| Table::new(csv, GIVEN_EXPONENT, given_factor)));

fn middle_factor(text: &str, cohort: usize) -> f64 {
    match text {
        "Văn" => PLAIN_MARK[0][cohort],
        "Thị" => PLAIN_MARK[1][cohort],
        _ if text.starts_with("Thị ") => MARK_AND_MORE[cohort],
        _ => 1.0,
    }
}

fn given_factor(text: &str, cohort: usize) -> f64 {
    let within = |list: &str| list.contains(&format!(" {text} "));
    let steps = i32::try_from(cohort).unwrap_or(2) - 2;
    match (within(OLD), within(YOUNG)) {
        (true, false) => TREND.powi(-steps),
        (false, true) => TREND.powi(steps),
        _ => 1.0,
    }
}

fn cohort(year: i16) -> usize {
    COHORTS.partition_point(|&last| last < year)
}

fn of(sex: Sex) -> usize {
    usize::from(sex == Sex::Female)
}

/// A surname; nine in ten follow the spelling of the region.
pub(super) fn surname(dice: &mut Dice, region: Region) -> PartId {
    let drawn = SURNAME.draw(dice, 2);
    if dice.chance(0.1) {
        return drawn;
    }
    match (PARTS.text(drawn), region) {
        ("Hoàng", Region::South) => PARTS.id("Huỳnh"),
        ("Vũ", Region::South) => PARTS.id("Võ"),
        ("Huỳnh", Region::North) => PARTS.id("Hoàng"),
        ("Võ", Region::North) => PARTS.id("Vũ"),
        _ => drawn,
    }
}

pub(super) fn middle(dice: &mut Dice, sex: Sex, year: i16) -> PartId {
    if dice.chance(NO_MIDDLE) {
        0
    } else {
        MIDDLE[of(sex)].draw(dice, cohort(year))
    }
}

pub(super) fn given(dice: &mut Dice, sex: Sex, year: i16) -> PartId {
    GIVEN[of(sex)].draw(dice, cohort(year))
}

/// A given name with the first letter of another (Hùng, Hải, Hiếu are brothers).
pub(super) fn given_like(dice: &mut Dice, sex: Sex, other: PartId) -> PartId {
    let letter = PARTS.text(other).chars().next();
    let alike: Vec<PartId> = GIVEN[of(sex)]
        .ids
        .iter()
        .copied()
        .filter(|&id| id != other && PARTS.text(id).chars().next() == letter)
        .collect();
    match alike.len() {
        0 => given(dice, sex, 1990),
        count => alike[dice.below(count)],
    }
}
