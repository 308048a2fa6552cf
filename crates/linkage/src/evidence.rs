//! Why a verdict says what it says: levels, weights and the sum, never a register value.

use khien_domain::{IdentityFault, NameDifference, Notes};

use crate::compare::Levels;
use crate::model::Weights;

/// One bar of the waterfall: what a field adds to the log-odds, in bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// `prior`, a field, or `others` (people who fit as well).
    pub code: &'static str,
    /// Level of agreement; empty for `prior` and `others`.
    pub level: &'static str,
    /// Bits added to the log-odds.
    pub weight_bits: f64,
}

/// The evidence for the best candidate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weighed {
    pub(crate) levels: Levels,
    pub(crate) weights: Weights,
    pub(crate) prior: f64,
    /// log2 of the odds of the final probability.
    pub(crate) log_odds: f64,
}

/// What a verdict rests on.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    pub(crate) weighed: Option<Weighed>,
    pub(crate) notes: Notes,
    pub(crate) id_fault: Option<IdentityFault>,
    pub(crate) name_difference: Option<NameDifference>,
    pub(crate) candidates: u32,
}

impl Evidence {
    /// What the parsers repaired or noticed in the record.
    pub fn notes(&self) -> Notes {
        self.notes
    }

    /// Why the identity number cannot be used, if so.
    pub fn id_fault(&self) -> Option<IdentityFault> {
        self.id_fault
    }

    /// How the name differs from the proposed person's.
    pub fn name_difference(&self) -> Option<NameDifference> {
        self.name_difference
    }

    /// Level codes of number, name, birth date, sex and commune for the best candidate.
    pub fn levels(&self) -> Option<[(&'static str, &'static str); 5]> {
        let levels = self.weighed?.levels;
        Some([
            ("id_number", levels.number.code()),
            ("full_name", levels.name.code()),
            ("date_of_birth", levels.birth.code()),
            ("sex", levels.sex.code()),
            ("commune", levels.commune.code()),
        ])
    }

    /// The bars from the prior to the final log-odds; their sum is the final log-odds.
    pub fn waterfall(&self) -> Vec<Bar> {
        self.weighed
            .map_or_else(Vec::new, |weighed| bars(&weighed).to_vec())
    }

    /// Appends the evidence as one line of levels and codes, weights in hundredths of a bit.
    pub fn explain(&self, out: &mut String) {
        if let Some(weighed) = self.weighed {
            for bar in bars(&weighed) {
                let separator = if bar.level.is_empty() { "=" } else { ":" };
                part(out, bar.code, if bar.level.is_empty() { "" } else { "=" });
                out.push_str(bar.level);
                out.push_str(separator);
                push_hundredths(out, bar.weight_bits);
            }
        }
        if let Some(fault) = self.id_fault {
            part(out, "id_fault=", fault.code());
        }
        if let Some(difference) = self.name_difference {
            part(out, "name_difference=", difference.code());
        }
        for (at, note) in self.notes.iter().enumerate() {
            if at == 0 {
                part(out, "notes=", note.code());
            } else {
                out.push(',');
                out.push_str(note.code());
            }
        }
        if self.candidates > 1 {
            part(out, "candidates=", "");
            push_digits(out, u64::from(self.candidates));
        }
    }
}

fn bars(weighed: &Weighed) -> [Bar; 7] {
    let Weights {
        number,
        name,
        birth,
        sex,
        commune,
    } = weighed.weights;
    let levels = weighed.levels;
    let others = weighed.log_odds - weighed.prior - weighed.weights.total();
    let bar = |code, level, weight_bits| Bar {
        code,
        level,
        weight_bits,
    };
    [
        bar("prior", "", weighed.prior),
        bar("id_number", levels.number.code(), number),
        bar("full_name", levels.name.code(), name),
        bar("date_of_birth", levels.birth.code(), birth),
        bar("sex", levels.sex.code(), sex),
        bar("commune", levels.commune.code(), commune),
        bar("others", "", others),
    ]
}

/// A further part of the line, set off by a space.
fn part(out: &mut String, code: &str, value: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(code);
    out.push_str(value);
}

/// A weight with sign and two decimals. Written by hand: the general formatting of real numbers
/// took a twentieth of the time of a check.
fn push_hundredths(out: &mut String, bits: f64) {
    let hundredths = crate::cast::hundredths(bits);
    out.push(if hundredths < 0 { '-' } else { '+' });
    push_digits(out, hundredths.unsigned_abs() / 100);
    out.push('.');
    let decimals = (hundredths.unsigned_abs() % 100) as u8;
    out.push(char::from(b'0' + decimals / 10));
    out.push(char::from(b'0' + decimals % 10));
}

fn push_digits(out: &mut String, number: u64) {
    if number >= 10 {
        push_digits(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_written_as_the_standard_library_would() {
        for bits in [
            0.0, -0.01, 0.006, 1.0, -1.0, 12.345, -9.999, 26.8, 100.25, -1234.5,
        ] {
            let mut out = String::new();
            push_hundredths(&mut out, bits);
            assert_eq!(out, format!("{bits:+.2}"));
        }
    }
}
