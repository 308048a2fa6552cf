//! Birth dates mistyped, and the ways dates are written.

use crate::dice::Dice;
use crate::kind::Kind;
use crate::pyramid::Born;
use crate::years::{FIRST_YEAR, LAST_YEAR};
use std::fmt::Write;

/// Whether this error can happen to this date.
pub(crate) fn applies(kind: Kind, born: Born) -> bool {
    match kind {
        Kind::DobSwap => born.is_full() && born.day <= 12 && born.day != born.month,
        Kind::DobYearOnly | Kind::DobTypo => born.is_full(),
        _ => true,
    }
}

/// The date with the error; unchanged where the error cannot happen to it.
pub(crate) fn typed(kind: Kind, dice: &mut Dice, born: Born) -> Born {
    if !applies(kind, born) {
        return born;
    }
    match kind {
        Kind::DobSwap => Born {
            month: born.day,
            day: born.month,
            ..born
        },
        Kind::DobYearOnly => Born {
            month: 0,
            day: 0,
            ..born
        },
        Kind::DobTypo => slip(dice, born),
        _ => born,
    }
}

/// One part mistyped: the day most often, then the month, the last digit of the year, the decade.
fn slip(dice: &mut Dice, born: Born) -> Born {
    loop {
        let mut slipped = born;
        match dice.below(20) {
            0..=8 => slipped.day = other_two_digits(dice, born.day),
            9..=13 => slipped.month = other_two_digits(dice, born.month),
            14..=17 => slipped.year = with_last_digit(dice, born.year),
            _ => slipped.year += if dice.chance(0.5) { 10 } else { -10 },
        }
        let in_range = (FIRST_YEAR..=LAST_YEAR).contains(&slipped.year);
        if slipped != born && slipped.exists() && in_range {
            return slipped;
        }
    }
}

fn other_two_digits(dice: &mut Dice, value: u8) -> u8 {
    let (tens, ones) = (value / 10, value % 10);
    let digit = dice.digit() - b'0';
    match dice.below(3) {
        0 => digit % 4 * 10 + ones,
        1 => tens * 10 + digit,
        _ if dice.chance(0.5) => value + 1,
        _ => value.saturating_sub(1),
    }
}

fn with_last_digit(dice: &mut Dice, year: i16) -> i16 {
    year / 10 * 10 + i16::from(dice.digit() - b'0')
}

/// Writes a date: as the register does, or in one of the country's ways.
pub(crate) fn write(dice: &mut Dice, born: Born, local_forms: bool, out: &mut String) {
    let Born { year, month, day } = born;
    let form = if local_forms { dice.below(100) } else { 100 };
    // Writing to a String cannot fail.
    let _ = if born.is_full() {
        match form {
            0..=59 => write!(out, "{day:02}/{month:02}/{year}"),
            60..=74 => write!(out, "{day}/{month}/{year}"),
            75..=79 => write!(out, "{day:02}-{month:02}-{year}"),
            80..=82 => write!(out, "{day:02}.{month:02}.{year}"),
            _ => write!(out, "{year:04}-{month:02}-{day:02}"),
        }
    } else {
        write!(out, "{year:04}")
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Stream;

    const BORN: Born = Born {
        year: 1990,
        month: 8,
        day: 5,
    };

    #[test]
    fn a_slip_is_another_date_that_exists() {
        let mut dice = Dice::new(1, Stream::Records, 0);
        for born in [
            BORN,
            Born {
                month: 1,
                day: 1,
                ..BORN
            },
            Born { day: 31, ..BORN },
        ] {
            for _ in 0..1_000 {
                let slipped = typed(Kind::DobTypo, &mut dice, born);
                assert!(slipped != born && slipped.exists());
            }
        }
    }

    #[test]
    fn a_swap_needs_a_day_that_can_be_a_month() {
        let mut dice = Dice::new(1, Stream::Records, 0);
        let swapped = typed(Kind::DobSwap, &mut dice, BORN);
        assert_eq!((swapped.day, swapped.month), (8, 5));
        for day in [8, 13] {
            assert!(!applies(Kind::DobSwap, Born { day, ..BORN }));
        }
    }
}
