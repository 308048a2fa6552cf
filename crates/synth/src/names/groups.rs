//! Draws of names of the other peoples, where their form differs from the Kinh's.

use super::parts::{Name, PARTS, PartId};
use super::peoples::Group::{self, Bahnar, Ede, Hmong, Jarai, Khmer, Koho};
use super::peoples::SHARES;
use crate::dice::Dice;
use khien_domain::Sex;

/// The people of a family from this province.
pub(super) fn of_province(dice: &mut Dice, province_code: u16) -> Group {
    let Some((_, shares)) = SHARES.iter().find(|row| row.0 == province_code) else {
        return Group::Kinh;
    };
    let mut point = dice.unit() * 100.0;
    for &(group, share) in *shares {
        if point < share {
            return group;
        }
        point -= share;
    }
    Group::Kinh
}

impl Group {
    /// The surname or clan of a family; `None` for Kinh, and for peoples without one.
    pub(super) fn surname(self, dice: &mut Dice) -> Option<PartId> {
        let lines = self.lines();
        if self == Group::Kinh {
            return None;
        }
        Some(if lines.is_empty() {
            0
        } else {
            early(dice, lines)
        })
    }

    /// Names that do not begin with a surname: Y Moan Niê, H' Hen Niê, A Thái, K' Brèoh.
    pub(super) fn own_form(self, dice: &mut Dice, sex: Sex, line: PartId) -> Option<Name> {
        let mark = PARTS.id(self.mark(sex));
        match self {
            Ede => Some(Name {
                surname: mark,
                middle: self.given(dice, sex)?,
                given: line,
            }),
            Bahnar | Koho => Some(Name {
                surname: mark,
                middle: 0,
                given: self.given(dice, sex)?,
            }),
            _ => None,
        }
    }

    /// A fixed middle name; `None` where the Kinh tables serve.
    pub(super) fn middle(self, dice: &mut Dice, sex: Sex) -> Option<PartId> {
        match self {
            Hmong | Jarai => Some(PARTS.id(self.mark(sex))),
            Khmer if dice.chance(0.5) => Some(PARTS.id(self.mark(sex))),
            _ => None,
        }
    }

    /// A given name of the people's own; `None` where the Kinh tables serve.
    pub(super) fn given(self, dice: &mut Dice, sex: Sex) -> Option<PartId> {
        let personal = self.personal()?;
        if self == Khmer && dice.chance(0.4) {
            return None;
        }
        Some(early(
            dice,
            match sex {
                Sex::Male => personal.male,
                Sex::Female => personal.female,
            },
        ))
    }
}

/// One of the texts, those at the front more often.
fn early(dice: &mut Dice, texts: &[&'static str]) -> PartId {
    let at = dice.below(texts.len()).min(dice.below(texts.len()));
    PARTS.id(texts[at])
}
