//! Kind and ordinal of a dose, which are two things.
//!
//! "Mũi 3" is the third primary dose of Abdala, an additional dose or a first booster. The ministry
//! counts mũi 1, mũi 2, mũi 3 (Abdala), mũi bổ sung and mũi nhắc lại apart; so do we.

mod state;

use std::fmt;
use std::num::NonZeroU8;

use thiserror::Error;

use crate::codes::codes;
use crate::text::fold;

pub use state::DoseState;

codes! {
    /// What a dose is for.
    DoseKind {
        /// Liều cơ bản: of the primary series.
        Primary = "primary",
        /// Liều bổ sung: completes the primary series of those whom it did not protect enough.
        Additional = "additional",
        /// Liều nhắc lại.
        Booster = "booster",
    }
}

impl DoseKind {
    /// The ministry's term.
    pub fn term(self) -> &'static str {
        match self {
            Self::Primary => "cơ bản",
            Self::Additional => "bổ sung",
            Self::Booster => "nhắc lại",
        }
    }
}

/// The how-manieth dose a person got, counted from 1. No rule limits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ordinal(NonZeroU8);

impl Ordinal {
    /// The first.
    pub const FIRST: Self = Self(NonZeroU8::MIN);

    /// The ordinal of a number from 1 to 255.
    pub fn new(number: u8) -> Option<Self> {
        NonZeroU8::new(number).map(Self)
    }

    /// The number.
    pub fn get(self) -> u8 {
        self.0.get()
    }

    /// Reads a cell: `2`, `2.0`, "Mũi 2", "mũi thứ 2", "Mũi tiêm thứ nhất".
    ///
    /// # Errors
    /// [`DoseFault`] where nothing was typed or it is no ordinal.
    pub fn parse(raw: &str) -> Result<Self, DoseFault> {
        let said = Said::of(raw)?;
        if said.words.is_empty() {
            return said.number.ok_or(DoseFault::Unreadable);
        }
        Err(DoseFault::Unreadable)
    }
}

impl fmt::Display for Ordinal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What the column "Loại mũi" states: a kind, and which one of that kind where it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatedKind {
    /// The kind.
    pub kind: DoseKind,
    /// Which one of the kind ("Nhắc lại lần 2").
    pub nth: Option<Ordinal>,
}

/// Why a text is no kind or ordinal of a dose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum DoseFault {
    /// Nothing was typed.
    #[error("the kind or number of the dose was not given")]
    Missing,
    /// No known form.
    #[error("the kind or number of the dose cannot be read")]
    Unreadable,
}

impl DoseFault {
    /// The stable code, as it stands in files and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
        }
    }
}

impl StatedKind {
    /// Reads a cell of the column "Loại mũi".
    ///
    /// ```
    /// use khien_domain::{DoseKind, StatedKind};
    /// let stated = StatedKind::parse("Nhắc lại lần 1")?;
    /// assert_eq!(stated.kind, DoseKind::Booster);
    /// assert_eq!(stated.nth.map(|it| it.get()), Some(1));
    /// assert_eq!(StatedKind::parse("Liều cơ bản")?.kind, DoseKind::Primary);
    /// # Ok::<(), khien_domain::DoseFault>(())
    /// ```
    ///
    /// # Errors
    /// [`DoseFault`] where nothing was typed or it names no kind.
    pub fn parse(raw: &str) -> Result<Self, DoseFault> {
        let said = Said::of(raw)?;
        let kind = match said.words.as_str() {
            "co ban" | "cb" | "primary" => DoseKind::Primary,
            "bo sung" | "bs" | "additional" => DoseKind::Additional,
            "nhac lai" | "nhac" | "nl" | "tang cuong" | "tc" | "booster" => DoseKind::Booster,
            _ => return Err(DoseFault::Unreadable),
        };
        Ok(Self {
            kind,
            nth: said.number,
        })
    }
}

impl fmt::Display for StatedKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.term())?;
        match self.nth {
            Some(nth) => write!(f, " lần {nth}"),
            None => Ok(()),
        }
    }
}

/// Folded words that say something, and the one number among them.
struct Said {
    words: String,
    number: Option<Ordinal>,
}

impl Said {
    fn of(raw: &str) -> Result<Self, DoseFault> {
        let folded = fold(raw.trim().trim_end_matches(".0"));
        if !folded.chars().any(char::is_alphanumeric) {
            return Err(DoseFault::Missing);
        }
        let mut said = Self {
            words: String::new(),
            number: None,
        };
        for word in folded.split(|c: char| !c.is_alphanumeric()) {
            let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
            said.take_number(word.get(letters.len()..).unwrap_or_default())?;
            said.take_word(letters)?;
        }
        Ok(said)
    }

    fn take_number(&mut self, digits: &str) -> Result<(), DoseFault> {
        if digits.is_empty() {
            return Ok(());
        }
        let number = digits.parse().ok().and_then(Ordinal::new);
        if self.number.is_some() || number.is_none() {
            return Err(DoseFault::Unreadable);
        }
        self.number = number;
        Ok(())
    }

    fn take_word(&mut self, word: &str) -> Result<(), DoseFault> {
        match word {
            "" | "mui" | "lieu" | "tiem" | "lan" | "thu" | "so" | "m" => Ok(()),
            "nhat" | "mot" => self.take_number("1"),
            "hai" => self.take_number("2"),
            "ba" => self.take_number("3"),
            "tu" | "bon" => self.take_number("4"),
            _ => {
                if !self.words.is_empty() {
                    self.words.push(' ');
                }
                self.words.push_str(word);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::codes::tests::assert_codes;

    #[test]
    fn kinds_have_codes() {
        assert_codes!(DoseKind, DoseState);
    }

    fn kind(raw: &str) -> (DoseKind, Option<u8>) {
        let stated = StatedKind::parse(raw).expect(raw);
        (stated.kind, stated.nth.map(Ordinal::get))
    }

    #[test]
    fn every_kind_of_the_sample_files_is_read() {
        for raw in ["Cơ bản", "cơ bản", "Liều cơ bản", "Mũi cơ bản", "co ban"] {
            assert_eq!(kind(raw), (DoseKind::Primary, None), "{raw}");
        }
        for raw in ["Bổ sung", "bổ sung", "Liều bổ sung", "Mũi bổ sung"] {
            assert_eq!(kind(raw), (DoseKind::Additional, None), "{raw}");
        }
        for raw in [
            "Nhắc lại lần 1",
            "Nhắc lại 1",
            "Nhắc 1",
            "nhắc lại lần thứ nhất",
            "NL1",
        ] {
            assert_eq!(kind(raw), (DoseKind::Booster, Some(1)), "{raw}");
        }
        assert_eq!(kind("Nhắc lại lần 2"), (DoseKind::Booster, Some(2)));
        assert_eq!(kind("Tăng cường"), (DoseKind::Booster, None));
    }

    #[test]
    fn what_names_no_kind_is_unreadable() {
        for raw in [
            "1",
            "Mũi 3",
            "x",
            "Cơ bản nhắc lại",
            "Nhắc lại 1 2",
            "Nhắc lại lần 0",
            "Nhắc lại 999",
        ] {
            assert_eq!(StatedKind::parse(raw), Err(DoseFault::Unreadable), "{raw}");
        }
        assert_eq!(StatedKind::parse(" - "), Err(DoseFault::Missing));
    }

    #[test]
    fn ordinals_are_read_with_and_without_words() {
        for raw in [
            "2",
            "2.0",
            " 2 ",
            "Mũi 2",
            "mũi thứ 2",
            "M2",
            "Mũi tiêm thứ hai",
            "02",
        ] {
            assert_eq!(Ordinal::parse(raw).map(Ordinal::get), Ok(2), "{raw}");
        }
        for raw in ["0", "256", "-", "Nhắc lại 1", "2 3", "hai ba", "Mũi"] {
            assert!(Ordinal::parse(raw).is_err(), "{raw}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(raw in ".*") {
            let _ = StatedKind::parse(&raw);
            let _ = Ordinal::parse(&raw);
        }

        #[test]
        fn an_ordinal_survives_being_shown_and_read_again(number in 1u8..) {
            let ordinal = Ordinal::new(number).expect("not zero");
            prop_assert_eq!(Ordinal::parse(&ordinal.to_string()), Ok(ordinal));
        }

        #[test]
        fn a_kind_survives_being_shown_and_read_again(kind in 0usize..3, nth in 0u8..) {
            let kind = [DoseKind::Primary, DoseKind::Additional, DoseKind::Booster][kind];
            let stated = StatedKind { kind, nth: Ordinal::new(nth) };
            prop_assert_eq!(StatedKind::parse(&stated.to_string()), Ok(stated));
        }
    }
}
