//! Why a verdict says what it says: levels, weights and the sum, never a register value.

use std::fmt::Write;

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
        let Some(weighed) = self.weighed else {
            return Vec::new();
        };
        let Weights {
            number,
            name,
            birth,
            sex,
            commune,
        } = weighed.weights;
        let levels = weighed.levels;
        let others = weighed.log_odds - weighed.prior - weighed.weights.total();
        vec![
            Bar {
                code: "prior",
                level: "",
                weight_bits: weighed.prior,
            },
            Bar {
                code: "id_number",
                level: levels.number.code(),
                weight_bits: number,
            },
            Bar {
                code: "full_name",
                level: levels.name.code(),
                weight_bits: name,
            },
            Bar {
                code: "date_of_birth",
                level: levels.birth.code(),
                weight_bits: birth,
            },
            Bar {
                code: "sex",
                level: levels.sex.code(),
                weight_bits: sex,
            },
            Bar {
                code: "commune",
                level: levels.commune.code(),
                weight_bits: commune,
            },
            Bar {
                code: "others",
                level: "",
                weight_bits: others,
            },
        ]
    }

    /// Appends the evidence as one line of levels and codes.
    pub fn explain(&self, out: &mut String) {
        for bar in self.waterfall() {
            let separator = if bar.level.is_empty() { "" } else { ":" };
            push(
                out,
                format_args!(
                    "{}={}{separator}{:+.2}",
                    bar.code, bar.level, bar.weight_bits
                ),
            );
        }
        if let Some(fault) = self.id_fault {
            push(out, format_args!("id_fault={}", fault.code()));
        }
        if let Some(difference) = self.name_difference {
            push(out, format_args!("name_difference={}", difference.code()));
        }
        if !self.notes.is_empty() {
            push(out, format_args!("notes="));
            for (at, note) in self.notes.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                out.push_str(note.code());
            }
        }
        if self.candidates > 1 {
            push(out, format_args!("candidates={}", self.candidates));
        }
    }
}

fn push(out: &mut String, part: std::fmt::Arguments<'_>) {
    if !out.is_empty() {
        out.push(' ');
    }
    // Writing to a String cannot fail.
    let _always_ok = out.write_fmt(part);
}
