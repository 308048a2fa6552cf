//! Figures as both languages write them.

use super::Language;

/// Separators of a language.
#[derive(Clone, Copy)]
pub(super) struct NumberStyle {
    group: char,
    decimal: char,
    percent: &'static str,
}

impl NumberStyle {
    /// `1.234.567` and `26,9 %`; `1,234,567` and `26.9%`.
    pub(super) fn of(language: Language) -> Self {
        let (group, decimal, percent) = match language {
            Language::Vietnamese => ('.', ',', "\u{a0}%"),
            Language::English => (',', '.', "%"),
        };
        Self {
            group,
            decimal,
            percent,
        }
    }

    /// A count in groups of three digits.
    pub(super) fn count(self, count: u64) -> String {
        let digits = count.to_string();
        let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                shown.push(self.group);
            }
            shown.push(digit);
        }
        shown
    }

    /// A share with one decimal. What is not nothing is never shown as 0, and what is not
    /// everything never as 100; a share of nothing is empty.
    pub(super) fn percent(self, part: u64, whole: u64) -> String {
        if whole == 0 {
            return String::new();
        }
        let tenths = (u128::from(part) * 2000 + u128::from(whole)) / (u128::from(whole) * 2);
        let (mark, tenths) = match tenths {
            0 if part > 0 => ("<\u{a0}", 1),
            1000 if part < whole => (">\u{a0}", 999),
            tenths => ("", tenths),
        };
        if tenths == 1000 {
            return format!("100{}", self.percent);
        }
        let (units, rest) = (tenths / 10, tenths % 10);
        format!("{mark}{units}{}{rest}{}", self.decimal, self.percent)
    }

    /// Thousandths as units without idle zeros: 300 is `0,3`.
    pub(super) fn thousandths(self, thousandths: u64) -> String {
        let rest = format!("{:03}", thousandths % 1000);
        let rest = rest.trim_end_matches('0');
        let whole = self.count(thousandths / 1000);
        if rest.is_empty() {
            return whole;
        }
        format!("{whole}{}{rest}", self.decimal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_never_lie_about_nothing_or_everything() {
        let vi = NumberStyle::of(Language::Vietnamese);
        for (part, whole, shown) in [
            (269, 1000, "26,9\u{a0}%"),
            (1, 1_000_000, "<\u{a0}0,1\u{a0}%"),
            (999_999, 1_000_000, ">\u{a0}99,9\u{a0}%"),
            (7, 7, "100\u{a0}%"),
            (0, 0, ""),
        ] {
            assert_eq!(vi.percent(part, whole), shown);
        }
    }

    #[test]
    fn counts_stand_in_groups_of_three() {
        let en = NumberStyle::of(Language::English);
        for (count, shown) in [(0, "0"), (999, "999"), (21_071, "21,071")] {
            assert_eq!(en.count(count), shown);
        }
    }
}
