//! Identity numbers mistyped, and what they then are.

use crate::dice::Dice;
use crate::kind::Kind;
use crate::person::Person;
use crate::place::COUNTRY;
use crate::register::Register;
use khien_domain::IdState;
use std::fmt::Write;

/// What stands in the number column, and the truth about it.
pub(crate) struct TypedNumber {
    pub(crate) state: IdState,
    /// Whose number was typed, where it is somebody else's in the register.
    pub(crate) owner: Option<usize>,
}

/// Words that say there is no number.
const WORDS: [&str; 4] = ["không có", "chưa có", "Không", "-"];
/// Numbers that offices type to get past a required field.
const FILLERS: [&str; 6] = [
    "000000000",
    "123456789",
    "111111111",
    "000000000000",
    "123456789012",
    "0",
];
/// Letters beside the row of digits.
const KEYS: [char; 7] = ['q', 'w', 'e', 'r', 't', 'y', 'u'];

/// Types the numbers of people of a register.
#[derive(Clone, Copy)]
pub(crate) struct Numbers<'a> {
    pub(crate) register: &'a Register,
}

impl Numbers<'_> {
    /// Whether this error can happen to this person's number.
    pub(crate) fn applies(kind: Kind, person: &Person) -> bool {
        kind != Kind::IdOldCard || person.has_card()
    }

    /// Writes the number with the error. `position` is the person's in the register, if they are
    /// in it.
    pub(crate) fn write(
        self,
        kind: Option<Kind>,
        dice: &mut Dice,
        (position, person): (Option<usize>, &Person),
        out: &mut String,
    ) -> TypedNumber {
        let own = format_args!("{:012}", person.number).to_string();
        let state = match kind {
            Some(Kind::IdOldCard) if person.has_card() => {
                // Writing to a String cannot fail.
                let _ = write!(out, "{:09}", person.card);
                IdState::OldNumber
            }
            Some(Kind::IdTypo) => return self.changed(dice, person, one_digit, out),
            Some(Kind::IdTranspose) => return self.changed(dice, person, two_digits, out),
            Some(Kind::IdOther) => return self.relatives(dice, position, person, out),
            Some(Kind::IdLostZero) => {
                out.push_str(own.trim_start_matches('0'));
                IdState::Ok
            }
            Some(kind) if kind.leaves_no_number() => unusable(kind, dice, &own, out),
            _ => {
                out.push_str(&own);
                IdState::Ok
            }
        };
        TypedNumber { state, owner: None }
    }

    /// The person's number with a change of digits: now and then that of the former card.
    fn changed(
        self,
        dice: &mut Dice,
        person: &Person,
        change: fn(&mut Dice, &mut [u8]),
        out: &mut String,
    ) -> TypedNumber {
        let card = person.has_card() && dice.chance(0.1);
        let mut digits = if card {
            format!("{:09}", person.card)
        } else {
            format!("{:012}", person.number)
        }
        .into_bytes();
        change(dice, &mut digits);
        out.extend(digits.iter().map(|&digit| char::from(digit)));
        let value = digits
            .iter()
            .fold(0_u64, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        self.look_up(value, card)
    }

    fn look_up(self, value: u64, card: bool) -> TypedNumber {
        let place = value / 1_000_000_000;
        if !card && place < 100 && !COUNTRY.has_number_code(place) {
            return TypedNumber {
                state: IdState::Malformed,
                owner: None,
            };
        }
        let owner = if card {
            u32::try_from(value)
                .ok()
                .and_then(|card| self.register.owner_of_card(card))
        } else {
            self.register.owner_of_number(value)
        };
        TypedNumber {
            state: match owner {
                Some(_) => IdState::OtherPersons,
                None => IdState::Wrong,
            },
            owner,
        }
    }

    fn relatives(
        self,
        dice: &mut Dice,
        position: Option<usize>,
        person: &Person,
        out: &mut String,
    ) -> TypedNumber {
        let owner = match position {
            Some(position) if person.household > 1 => relative(dice, position, person),
            _ => self.somebody_but(dice, position),
        };
        let other = self.register.person(owner);
        let _ = if other.has_card() && dice.chance(0.15) {
            write!(out, "{:09}", other.card)
        } else {
            write!(out, "{:012}", other.number)
        };
        TypedNumber {
            state: IdState::OtherPersons,
            owner: Some(owner),
        }
    }

    fn somebody_but(self, dice: &mut Dice, position: Option<usize>) -> usize {
        let found = dice.below(self.register.len());
        if Some(found) == position {
            (found + 1) % self.register.len()
        } else {
            found
        }
    }
}

/// Another member of the household.
fn relative(dice: &mut Dice, position: usize, person: &Person) -> usize {
    let own = usize::from(person.place_in_household);
    let other = dice.below(usize::from(person.household) - 1);
    let other = if other < own { other } else { other + 1 };
    position - own + other
}

fn one_digit(dice: &mut Dice, digits: &mut [u8]) {
    let at = dice.below(digits.len());
    let old = digits[at];
    while digits[at] == old {
        // Half of the slips hit a neighbouring key.
        digits[at] = match dice.below(4) {
            0 if old > b'0' => old - 1,
            1 if old < b'9' => old + 1,
            _ => dice.digit(),
        };
    }
}

/// Two different neighbours change places; a number of one digit only gets a wrong one instead.
fn two_digits(dice: &mut Dice, digits: &mut [u8]) {
    let start = dice.below(digits.len() - 1);
    let found = (0..digits.len() - 1)
        .map(|step| (start + step) % (digits.len() - 1))
        .find(|&at| digits[at] != digits[at + 1]);
    match found {
        Some(at) => digits.swap(at, at + 1),
        None => one_digit(dice, digits),
    }
}

fn unusable(kind: Kind, dice: &mut Dice, own: &str, out: &mut String) -> IdState {
    match kind {
        Kind::IdMissing if dice.chance(0.9) => IdState::Missing,
        Kind::IdMissing => {
            out.push_str(dice.pick(&WORDS));
            IdState::Missing
        }
        Kind::IdPlaceholder => {
            out.push_str(dice.pick(&FILLERS));
            IdState::Missing
        }
        Kind::IdPhone => {
            out.push('0');
            out.push_str(dice.pick(&["3", "5", "7", "8", "9"]));
            out.extend((0..8).map(|_| char::from(dice.digit())));
            IdState::Malformed
        }
        Kind::IdExponent => {
            exponent(dice, own, out);
            IdState::Malformed
        }
        _ => {
            malformed(dice, own, out);
            IdState::Malformed
        }
    }
}

/// What a narrow spreadsheet column leaves: `3.40953E+10`.
fn exponent(dice: &mut Dice, own: &str, out: &mut String) {
    let digits = own.trim_start_matches('0');
    let (first, rest) = digits.split_at(1);
    let mark = if dice.chance(0.8) { '.' } else { ',' };
    let kept = [2, 4, 5][dice.below(3)];
    let _ = write!(out, "{first}{mark}{}E+{}", &rest[..kept], digits.len() - 1);
}

/// One digit or two missing, one typed twice, or a letter among them. The first digit stays:
/// without it the number would be one that a spreadsheet shortened.
fn malformed(dice: &mut Dice, own: &str, out: &mut String) {
    let at = 1 + dice.below(own.len() - 1);
    out.push_str(own);
    match dice.below(20) {
        0..=8 => {
            out.remove(at);
        }
        9..=11 => {
            out.remove(at);
            out.remove(1 + dice.below(out.len() - 1));
        }
        12..=15 => {
            let again = char::from(own.as_bytes()[at]);
            out.insert(at, again);
        }
        _ => {
            out.remove(at);
            out.insert(at, KEYS[dice.below(KEYS.len())]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Stream;
    use crate::plan::Plan;
    use khien_domain::{IdentityNumber, Note};

    fn each(kind: Kind, mut check: impl FnMut(&str, &TypedNumber, &Person)) {
        let register = Register::generate(&Plan::new(3_000, 0, 4)).unwrap();
        let numbers = Numbers {
            register: &register,
        };
        let mut dice = Dice::new(1, Stream::Records, 0);
        for (position, person) in register.people().iter().enumerate() {
            let mut text = String::new();
            let typed = numbers.write(Some(kind), &mut dice, (Some(position), person), &mut text);
            check(&text, &typed, person);
        }
    }

    #[test]
    fn what_is_called_malformed_or_missing_cannot_be_read() {
        for kind in Kind::ALL.iter().filter(|kind| kind.leaves_no_number()) {
            each(*kind, |text, typed, _| {
                let fault = IdentityNumber::parse(text).err();
                let missing = fault.map(khien_domain::IdentityFault::is_missing);
                assert_eq!(
                    missing,
                    Some(typed.state == IdState::Missing),
                    "{kind:?} {text}"
                );
            });
        }
    }

    #[test]
    fn a_lost_zero_can_be_restored() {
        each(Kind::IdLostZero, |text, _, person| {
            let read = IdentityNumber::parse(text).unwrap();
            assert!(read.notes.has(Note::LostZero));
            assert_eq!(read.value.to_string(), format!("{:012}", person.number));
        });
    }

    #[test]
    fn a_changed_number_is_wrong_or_somebody_elses_or_malformed() {
        for kind in [Kind::IdTypo, Kind::IdTranspose] {
            each(kind, |text, typed, person| {
                assert_ne!(text, format!("{:012}", person.number));
                let readable = IdentityNumber::parse(text).is_ok();
                assert_eq!(readable, typed.state != IdState::Malformed, "{text}");
                assert_eq!(typed.owner.is_some(), typed.state == IdState::OtherPersons);
            });
        }
    }
}
