//! Figures as both languages write them, exact in their last printed digit.

/// Tenths of a per cent in a whole.
const WHOLE: u64 = 1000;

/// Separators of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberStyle {
    /// Between groups of three digits.
    pub(crate) group: char,
    /// Before decimals.
    pub(crate) decimal: char,
    /// Between figure and per cent sign.
    pub(crate) percent: &'static str,
}

/// `1.234.567` and `26,9 %`.
pub(crate) const VIETNAMESE: NumberStyle = NumberStyle {
    group: '.',
    decimal: ',',
    percent: "\u{a0}%",
};

/// `1,234,567` and `26.9%`.
pub(crate) const ENGLISH: NumberStyle = NumberStyle {
    group: ',',
    decimal: '.',
    percent: "%",
};

impl NumberStyle {
    /// A count in groups of three digits.
    pub(crate) fn count(self, count: u64) -> String {
        self.grouped(&count.to_string())
    }

    /// A measured value with so many decimals; nothing for what is no number.
    pub(crate) fn decimal(self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return String::new();
        }
        let text = format!("{:.decimals$}", value.abs());
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let mut shown = self.grouped(whole);
        if !rest.is_empty() {
            shown.push(self.decimal);
            shown.push_str(rest);
        }
        shown
    }

    /// A share given in tenths of a per cent. What is not nothing is never shown as 0, and what
    /// is not everything never as 100.
    pub(crate) fn share(self, tenths: u64, part: u64, whole: u64) -> String {
        let (mark, tenths) = match tenths {
            0 if part > 0 => ("<\u{a0}", 1),
            WHOLE if part < whole => (">\u{a0}", WHOLE - 1),
            tenths => ("", tenths),
        };
        if tenths == WHOLE {
            return format!("100{}", self.percent);
        }
        let (units, rest) = (tenths / 10, tenths % 10);
        format!("{mark}{units}{}{rest}{}", self.decimal, self.percent)
    }

    /// A share on its own.
    pub(crate) fn percent(self, part: u64, whole: u64) -> String {
        self.share(tenths(part, whole), part, whole)
    }

    /// A probability in per cent with two decimals, never 0 and never 100.
    pub(crate) fn probability(self, value: f64) -> String {
        let (mark, percent) = match value {
            value if value >= 0.999_95 => (">\u{a0}", 99.99),
            value if value < 0.000_05 => ("<\u{a0}", 0.01),
            value => ("", value * 100.0),
        };
        format!("{mark}{}{}", self.decimal(percent, 2), self.percent)
    }

    /// A score given in tenths of a bit, with its sign.
    pub(crate) fn score(self, tenths: i64) -> String {
        let sign = match tenths {
            0 => "",
            tenths if tenths > 0 => "+",
            _ => "\u{2212}",
        };
        let size = tenths.unsigned_abs();
        let whole = self.grouped(&(size / 10).to_string());
        format!("{sign}{whole}{}{}", self.decimal, size % 10)
    }

    fn grouped(self, digits: &str) -> String {
        let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                shown.push(self.group);
            }
            shown.push(digit);
        }
        shown
    }
}

/// A share in tenths of a per cent, rounded half up; 0 of nothing.
pub(crate) fn tenths(part: u64, whole: u64) -> u64 {
    part_of(part, whole, WHOLE)
}

/// `part / whole` of `scale`, rounded half up; 0 of nothing.
pub(crate) fn part_of(part: u64, whole: u64, scale: u64) -> u64 {
    if whole == 0 {
        return 0;
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let rounded = (part * u128::from(scale) * 2 + whole) / (whole * 2);
    u64::try_from(rounded).unwrap_or(u64::MAX)
}

/// Shares of parts that make a whole, in tenths of a per cent that add up to exactly 100 %
/// (largest remainder; of equal remainders the first part wins). All 0 if there is nothing.
pub(crate) fn shares(parts: &[u64]) -> Vec<u64> {
    let whole: u128 = parts.iter().map(|part| u128::from(*part)).sum();
    if whole == 0 {
        return vec![0; parts.len()];
    }
    let scaled = |part: u64| u128::from(part) * u128::from(WHOLE);
    let mut shares: Vec<u64> = parts
        .iter()
        .map(|part| u64::try_from(scaled(*part) / whole).unwrap_or(WHOLE))
        .collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(scaled(parts[*at]) % whole));
    let given: u64 = shares.iter().sum();
    let missing = usize::try_from(WHOLE - given).unwrap_or(0);
    for at in order.into_iter().take(missing) {
        shares[at] += 1;
    }
    shares
}

/// Bits as whole tenths of a bit, so that printed scores add up. What is no number counts 0.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the value is clamped to a range that fits, and the cast of NaN is 0"
)]
pub(crate) fn bits_in_tenths(bits: f64) -> i64 {
    (bits * 10.0).round().clamp(-1e9, 1e9) as i64
}

/// `2022-05-14` as `14/05/2022`; a time after it is kept to the minute. Anything else as it is.
pub(crate) fn day_first(text: &str) -> String {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let parts: Vec<&str> = date.split('-').collect();
    let is = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts[..] {
        [year, month, day] if is(year, 4) && is(month, 2) && is(day, 2) => {
            let minutes: String = time.chars().take(5).collect();
            format!("{day}/{month}/{year} {minutes}").trim().to_owned()
        }
        [year, month] if is(year, 4) && is(month, 2) && time.is_empty() => {
            format!("{month}/{year}")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_stand_in_groups_of_three() {
        for (count, vi, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (21_071, "21.071", "21,071"),
            (1_234_567, "1.234.567", "1,234,567"),
        ] {
            assert_eq!(VIETNAMESE.count(count), vi);
            assert_eq!(ENGLISH.count(count), en);
        }
    }

    #[test]
    fn percentages_have_one_decimal_and_never_lie_about_nothing_or_everything() {
        for (part, whole, vi, en) in [
            (269, 1000, "26,9\u{a0}%", "26.9%"),
            (0, 1000, "0,0\u{a0}%", "0.0%"),
            (1, 1_000_000, "<\u{a0}0,1\u{a0}%", "<\u{a0}0.1%"),
            (999_999, 1_000_000, ">\u{a0}99,9\u{a0}%", ">\u{a0}99.9%"),
            (7, 7, "100\u{a0}%", "100%"),
            (0, 0, "0,0\u{a0}%", "0.0%"),
        ] {
            assert_eq!(VIETNAMESE.percent(part, whole), vi);
            assert_eq!(ENGLISH.percent(part, whole), en);
        }
    }

    #[test]
    fn probabilities_are_never_certain() {
        for (value, shown) in [
            (0.999_8, "99,98\u{a0}%"),
            (1.0, ">\u{a0}99,99\u{a0}%"),
            (0.0, "<\u{a0}0,01\u{a0}%"),
            (0.5, "50,00\u{a0}%"),
        ] {
            assert_eq!(VIETNAMESE.probability(value), shown);
        }
    }

    #[test]
    fn scores_carry_their_sign() {
        for (bits, shown) in [
            (17.94, "+17,9"),
            (-26.5, "\u{2212}26,5"),
            (0.01, "0,0"),
            (f64::NAN, "0,0"),
        ] {
            assert_eq!(VIETNAMESE.score(bits_in_tenths(bits)), shown);
        }
    }

    #[test]
    fn dates_are_written_day_first() {
        for (text, shown) in [
            ("2022-05-14T20:31:07", "14/05/2022 20:31"),
            ("2022-05-14", "14/05/2022"),
            ("1944-03", "03/1944"),
            ("1944", "1944"),
            ("ngày 5", "ngày 5"),
            ("", ""),
        ] {
            assert_eq!(day_first(text), shown);
        }
    }

    proptest! {
        #[test]
        fn shares_of_a_whole_add_up_to_100_percent(parts in prop::collection::vec(0_u64..1 << 40, 1..9)) {
            let sum: u64 = shares(&parts).iter().sum();
            prop_assert_eq!(sum, if parts.iter().any(|part| *part > 0) { WHOLE } else { 0 });
        }
    }
}
