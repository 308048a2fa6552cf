//! Scenarios: which errors the records of an invented nation hold, and how often.
//!
//! # The peers' mix (`plain`, `density`)
//! The errors that probabilistic linkers are usually measured on: 60 % clean, about seven in ten
//! found by an exact comparison, 4 % with several errors at once, 1 % of people who are not in the
//! register. `density` is the same in two years of birth, so that at two million people as many
//! share a name and a birth date as in the whole nation.
//!
//! # The published proportions (`national-2022-…`)
//! A record stands for one line of the platform; a published share of people or of doses is taken
//! as the share of records.
//!
//! **30/03/2022** (Ministry of Public Security, press of 04/04/2022): 112,569,288 doses right and
//! 41,431,113 wrong of 154,000,401 sent; about 41 million more could not be sent for want of basic
//! data. People of the same month: 3,513,000 of 76,625,823 sent (4.58 %) without a usable number.
//!
//! | share of all records | arithmetic | per cent |
//! |---|---|---|
//! | unsendable | 41.0 / (154.0 + 41.0) | 21.03 |
//! | sent | 154.0 / 195.0 | 78.97 |
//! | verified | 112,569,288 / 154,000,401 = 73.10 % of sent | 57.73 |
//! | no number | 4.58 % of sent | 3.62 |
//! | mismatch or not found | 26.90 % of sent less no number = 22.32 % | 17.62 |
//!
//! So 26.9 % of what was sent is not verified, as published.
//!
//! **25/04/2022** (Ministry of Health, press of 26/04/2022): 82,268,445 people and 200,825,626 doses
//! sent; 8,861,748 people without a usable number; 43,491,814 doses wrong among people with one;
//! 3,364,726 doses undeterminable among people without one. Unsent, same month: 658,955 people
//! beside 82,299,012 sent.
//!
//! | share of sent records | arithmetic | per cent |
//! |---|---|---|
//! | no number | 8,861,748 / 82,268,445 | 10.77 |
//! | of these not in the register (undeterminable) | 3,364,726 / 200,825,626 | 1.68 |
//! | mismatch or not found | 43,491,814 / 200,825,626 | 21.66 |
//! | verified (exempt foreigners included) | the rest | 67.57 |
//!
//! Unsendable are 658,955 / 82,957,967 = 0.79 % of all records. How the errors divide inside
//! "wrong" was never published ("number, birth date, name and other"); that division is an
//! estimate.

use crate::error::SynthError;
use crate::kind::Kind;
use crate::years::BirthYears;
use Kind::{
    DobBlank, DobSwap, DobTypo, DobYearOnly, Foreigner, IdExponent, IdLostZero, IdMalformed,
    IdMissing, IdOldCard, IdOther, IdPhone, IdPlaceholder, IdTranspose, IdTypo, Multi,
    NameAddMiddle, NameBlank, NameCaps, NameDStroke, NameDropMiddle, NameIy, NameLower,
    NameMisheard, NameNfd, NameNoDiacritics, NameOrder, NameRegional, NameSpaces, NameTcvn3,
    NameTelex, NameTonePlacement, NameTypo, NameUtf8AsLatin1, NameVni, NotInRegister,
    NotInRegisterNoNumber, SexBlank, SexFlip,
};

/// A named mix of errors.
#[derive(Debug)]
pub struct Scenario {
    /// Name on the command line.
    pub name: &'static str,
    /// What it is for, in one line.
    pub about: &'static str,
    /// Birth years where the plan names none.
    pub birth_years: Option<BirthYears>,
    /// Per cent of the records with each kind of error; the rest is clean.
    pub errors: &'static [(Kind, f64)],
    /// Per cent of the remaining records whose name is merely written in another way.
    pub writing: &'static [(Kind, f64)],
    /// Whether several errors at once may leave no usable number.
    pub multi_may_lose_number: bool,
    /// Whether dates and sexes are written in the ways of the country (05/08/1990, Nữ) or as in
    /// the register.
    pub local_forms: bool,
    /// Per cent of records whose commune is another one, and per cent without one. Independent of
    /// the other errors and no mandatory field: the template asks where people live, the register
    /// holds where they are registered, and about one in six lives elsewhere (an estimate).
    pub commune: (f64, f64),
    /// Per cent of records that are a further record of somebody who already has one.
    pub repeats: f64,
}

const PEERS: &[(Kind, f64)] = &[
    (IdOldCard, 7.0),
    (IdTypo, 3.0),
    (IdTranspose, 1.2),
    (IdMalformed, 2.5),
    (IdMissing, 5.0),
    (IdOther, 1.8),
    (NameNoDiacritics, 3.5),
    (NameTypo, 3.2),
    (NameDropMiddle, 2.0),
    (NameOrder, 0.5),
    (DobYearOnly, 2.0),
    (DobSwap, 1.0),
    (DobTypo, 1.5),
    (SexFlip, 0.8),
    (Multi, 4.0),
    (NotInRegister, 1.0),
];

/// Ways of writing met in bulk entry by health staff; the share of legacy encodings follows a
/// corpus of self-entered names (0.75 % VNI), raised because staff typed on older machines.
const WRITING: &[(Kind, f64)] = &[
    (NameCaps, 9.0),
    (NameNfd, 5.0),
    (NameSpaces, 2.5),
    (NameTonePlacement, 2.0),
    (NameVni, 1.2),
    (NameTcvn3, 0.9),
    (NameLower, 0.6),
    (NameDStroke, 0.5),
    (NameUtf8AsLatin1, 0.3),
];

const MARCH: &[(Kind, f64)] = &[
    (IdOldCard, 7.0),
    (IdLostZero, 2.5),
    // unsendable, 21.03
    (DobBlank, 9.40),
    (SexBlank, 7.10),
    (NameBlank, 4.53),
    // no number, 3.62 (mistyped provinces and several errors at once add 0.27)
    (IdMissing, 1.95),
    (IdMalformed, 0.47),
    (IdPhone, 0.30),
    (IdPlaceholder, 0.25),
    (IdExponent, 0.12),
    (NotInRegisterNoNumber, 0.26),
    // mismatch or not found, 17.62
    (IdTypo, 2.30),
    (IdTranspose, 0.80),
    (IdOther, 2.10),
    (NameNoDiacritics, 1.80),
    (NameTypo, 1.35),
    (NameMisheard, 0.85),
    (NameDropMiddle, 0.75),
    (NameAddMiddle, 0.15),
    (NameOrder, 0.12),
    (NameIy, 0.25),
    (NameRegional, 0.15),
    (NameTelex, 0.20),
    (DobYearOnly, 2.57),
    (DobSwap, 0.65),
    (DobTypo, 1.60),
    (SexFlip, 0.75),
    (Multi, 1.10),
    (NotInRegister, 0.43),
    (Foreigner, 0.08),
];

const APRIL: &[(Kind, f64)] = &[
    (IdOldCard, 8.0),
    (IdLostZero, 2.5),
    // unsendable, 0.79
    (DobBlank, 0.36),
    (SexBlank, 0.25),
    (NameBlank, 0.18),
    // no number, 10.69 (mistyped provinces and several errors at once add 0.31), 1.66 of them not in the register
    (IdMissing, 5.48),
    (IdMalformed, 1.50),
    (IdPhone, 0.75),
    (IdPlaceholder, 0.65),
    (IdExponent, 0.34),
    (NotInRegisterNoNumber, 1.66),
    // mismatch or not found, 21.48
    (IdTypo, 2.80),
    (IdTranspose, 1.00),
    (IdOther, 2.60),
    (NameNoDiacritics, 2.20),
    (NameTypo, 1.65),
    (NameMisheard, 1.00),
    (NameDropMiddle, 0.90),
    (NameAddMiddle, 0.20),
    (NameOrder, 0.15),
    (NameIy, 0.30),
    (NameRegional, 0.20),
    (NameTelex, 0.25),
    (DobYearOnly, 3.22),
    (DobSwap, 0.80),
    (DobTypo, 1.90),
    (SexFlip, 0.90),
    (Multi, 1.30),
    (NotInRegister, 0.50),
    (Foreigner, 0.10),
];

const ROUGH: &[(Kind, f64)] = &[
    (IdOldCard, 8.0),
    (IdTypo, 3.0),
    (IdTranspose, 1.2),
    (IdMalformed, 2.5),
    (IdMissing, 5.0),
    (IdOther, 2.5),
    (IdLostZero, 4.0),
    (IdPhone, 1.0),
    (IdPlaceholder, 1.0),
    (IdExponent, 0.5),
    (NameNoDiacritics, 4.0),
    (NameTypo, 3.0),
    (NameDropMiddle, 2.0),
    (NameAddMiddle, 0.5),
    (NameOrder, 1.0),
    (NameMisheard, 3.0),
    (NameRegional, 0.8),
    (NameTelex, 0.8),
    (NameIy, 0.8),
    (DobYearOnly, 2.5),
    (DobSwap, 1.2),
    (DobTypo, 2.0),
    (SexFlip, 1.0),
    (NameBlank, 0.3),
    (DobBlank, 0.3),
    (SexBlank, 0.3),
    (Multi, 8.0),
    (NotInRegister, 1.5),
    (NotInRegisterNoNumber, 0.5),
    (Foreigner, 0.3),
];

const fn peers(
    name: &'static str,
    about: &'static str,
    birth_years: Option<BirthYears>,
) -> Scenario {
    Scenario {
        name,
        about,
        birth_years,
        errors: PEERS,
        writing: &[],
        multi_may_lose_number: true,
        local_forms: false,
        commune: (16.0, 1.0),
        repeats: 3.0,
    }
}

const fn national(
    name: &'static str,
    about: &'static str,
    errors: &'static [(Kind, f64)],
) -> Scenario {
    Scenario {
        name,
        about,
        birth_years: None,
        errors,
        writing: WRITING,
        multi_may_lose_number: false,
        local_forms: true,
        commune: (16.0, 2.0),
        repeats: 3.0,
    }
}

static SCENARIOS: [Scenario; 5] = [
    peers(
        "plain",
        "the errors that linkers are usually measured on, all ages",
        None,
    ),
    peers(
        "density",
        "the same in few birth years: names and dates collide as in the whole nation",
        Some(BirthYears::DENSE),
    ),
    national(
        "national-2022-03-30",
        "the proportions published for 30/03/2022",
        MARCH,
    ),
    national(
        "national-2022-04-25",
        "the proportions published for 25/04/2022",
        APRIL,
    ),
    Scenario {
        name: "rough",
        about: "every kind of error, more of each: what the worst offices send",
        birth_years: None,
        errors: ROUGH,
        writing: WRITING,
        multi_may_lose_number: true,
        local_forms: true,
        commune: (20.0, 4.0),
        repeats: 5.0,
    },
];

impl Scenario {
    /// Every scenario, the default first.
    pub fn all() -> &'static [Scenario] {
        &SCENARIOS
    }

    /// The default, `plain`.
    pub fn plain() -> &'static Scenario {
        &SCENARIOS[0]
    }

    /// The scenario of this name.
    ///
    /// # Errors
    /// [`SynthError::Scenario`], which names those that are known.
    pub fn named(name: &str) -> Result<&'static Scenario, SynthError> {
        SCENARIOS
            .iter()
            .find(|scenario| scenario.name == name)
            .ok_or_else(|| SynthError::Scenario {
                given: name.to_owned(),
                known: SCENARIOS
                    .each_ref()
                    .map(|scenario| scenario.name)
                    .join(", "),
            })
    }

    /// Per cent of the records with this kind of error.
    pub fn share(&self, kind: Kind) -> f64 {
        self.errors
            .iter()
            .find(|row| row.0 == kind)
            .map_or(0.0, |row| row.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_leave_room_for_clean_records() {
        for scenario in Scenario::all() {
            let total: f64 = scenario.errors.iter().map(|row| row.1).sum();
            assert!(total < 70.0, "{}: {total}", scenario.name);
            let mut kinds: Vec<_> = scenario.errors.iter().map(|row| row.0).collect();
            kinds.sort_unstable();
            kinds.dedup();
            assert_eq!(kinds.len(), scenario.errors.len(), "{}", scenario.name);
        }
    }

    #[test]
    fn the_peers_mix_is_sixty_per_cent_clean() {
        let total: f64 = PEERS.iter().map(|row| row.1).sum();
        assert!((total - 40.0).abs() < 1e-9, "{total}");
    }

    #[test]
    fn scenarios_are_found_by_name_only() {
        for scenario in Scenario::all() {
            assert_eq!(Scenario::named(scenario.name).unwrap().name, scenario.name);
        }
        let error = Scenario::named("Plain").unwrap_err().to_string();
        assert!(error.contains("plain, density"), "{error}");
    }
}
