//! Levels of the identity number.

use khien_domain::{IdentityFault, IdentityNumber};

use crate::index::{PackedPerson, View};
use crate::standardise::Standardised;
use crate::syllable::within_one_edit;

/// How the number agrees, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NumberLevel {
    /// The person's 12-digit number.
    Equal,
    /// The person's old 9-digit number.
    OldEqual,
    /// One digit wrong, missing, too many, or two neighbours exchanged.
    OneEdit,
    /// Somebody else's number: of the same surname and commune.
    Relatives,
    /// Somebody else's number: of the same commune.
    Neighbours,
    /// Somebody else's number.
    Others,
    /// Nobody's number.
    Differs,
    /// No number to compare.
    Missing,
}

impl NumberLevel {
    pub(crate) fn code(self) -> &'static str {
        match self {
            NumberLevel::Equal => "equal",
            NumberLevel::OldEqual => "old_equal",
            NumberLevel::OneEdit => "one_edit",
            NumberLevel::Relatives => "relatives",
            NumberLevel::Neighbours => "neighbours",
            NumberLevel::Others => "others",
            NumberLevel::Differs => "differs",
            NumberLevel::Missing => "missing",
        }
    }

    /// Whether a number was typed that neither is the person's nor is explained by a slip or a
    /// relative: then somebody else may have a number much nearer to it.
    pub(crate) fn is_unexplained(self) -> bool {
        matches!(self, NumberLevel::Others | NumberLevel::Differs)
    }

    /// Whether the typed number is the person's own, new or old.
    pub(crate) fn is_own(self) -> bool {
        self <= NumberLevel::OldEqual
    }
}

/// Who has the typed number in the register.
#[derive(Clone, Copy)]
pub(crate) struct Owner {
    pub(crate) row: u32,
    pub(crate) person: PackedPerson,
    pub(crate) surname: Option<u16>,
}

impl Owner {
    pub(crate) fn of(view: &View<'_>, row: u32) -> Self {
        Self {
            row,
            person: view.person(row),
            surname: surname(view, row),
        }
    }
}

fn surname(view: &View<'_>, row: u32) -> Option<u16> {
    view.names
        .syllables(view.names.fold_of(view.name(row)))
        .first()
        .copied()
}

/// Compares the typed number with a person's. `owner` is who has the typed number, if anybody.
pub(crate) fn compare(
    view: &View<'_>,
    typed: &Standardised<'_>,
    row: u32,
    owner: Option<Owner>,
) -> NumberLevel {
    let person = view.person(row);
    match typed.number.read {
        Ok(IdentityNumber::Personal(number)) => {
            if number.get() == person.number() {
                return NumberLevel::Equal;
            }
            nearer(
                near_twelve(number.get(), person.number()),
                elsewhere(view, row, owner),
            )
        }
        Ok(IdentityNumber::OldCard(card)) => match view.old_card(row) {
            Some(old) if old == card.get() => NumberLevel::OldEqual,
            old => nearer(
                old.is_some_and(|old| near_nine(card.get(), old)),
                elsewhere(view, row, owner),
            ),
        },
        Ok(IdentityNumber::Passport(_)) => NumberLevel::Missing,
        Err(fault) => malformed(typed, fault, person),
    }
}

/// One edit away counts, unless the number is a relative's: that explains it better.
fn nearer(one_edit: bool, elsewhere: NumberLevel) -> NumberLevel {
    if one_edit && elsewhere != NumberLevel::Relatives {
        NumberLevel::OneEdit
    } else {
        elsewhere
    }
}

/// The number is not this person's: whose is it?
fn elsewhere(view: &View<'_>, row: u32, owner: Option<Owner>) -> NumberLevel {
    let Some(owner) = owner.filter(|owner| owner.row != row) else {
        return NumberLevel::Differs;
    };
    if owner.person.commune() != view.person(row).commune() {
        return NumberLevel::Others;
    }
    if owner.surname.is_some() && owner.surname == surname(view, row) {
        NumberLevel::Relatives
    } else {
        NumberLevel::Neighbours
    }
}

/// A malformed number can still be one digit short of, or one too long for, the person's.
fn malformed(typed: &Standardised<'_>, fault: IdentityFault, person: PackedPerson) -> NumberLevel {
    let (digits, len) = digits_of(typed.record.id_number);
    let of_length = (10..=13).contains(&len) && fault != IdentityFault::Exponent;
    if of_length && within_one_edit(&digits[..len], &twelve_digits(person.number())) {
        NumberLevel::OneEdit
    } else {
        NumberLevel::Missing
    }
}

/// The digits of a text, at most sixteen, and how many.
pub(crate) fn digits_of(text: &str) -> ([u8; 16], usize) {
    let mut digits = [0; 16];
    let mut len = 0;
    for digit in text.bytes().filter(u8::is_ascii_digit).take(16) {
        digits[len] = digit;
        len += 1;
    }
    (digits, len)
}

fn near_twelve(a: u64, b: u64) -> bool {
    within_one_edit(&twelve_digits(a), &twelve_digits(b))
}

fn near_nine(a: u32, b: u32) -> bool {
    let (a, b) = (twelve_digits(u64::from(a)), twelve_digits(u64::from(b)));
    within_one_edit(&a[3..], &b[3..])
}

fn twelve_digits(mut number: u64) -> [u8; 12] {
    let mut digits = [b'0'; 12];
    for place in digits.iter_mut().rev() {
        *place = b'0' + (number % 10) as u8;
        number /= 10;
    }
    digits
}
