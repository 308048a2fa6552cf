//! What a level of agreement is worth: the Fellegi–Sunter model.
//!
//! The weight of a field is log2(m/u): m, how often a true pair shows the level; u, how often a
//! chance pair does (Fellegi and Sunter, JASA 64, 1969). m is a property of clerks and comes from
//! [`Model`]; u is *counted* in the register, for the very name, date and commune at hand, so a
//! rare name weighs more than a common one. "Not in the register" is a hypothesis of its own.

use crate::cast::real;
use crate::compare::{BirthLevel, CommuneLevel, Levels, NameLevel, NumberLevel, SexLevel};
use crate::index::{NO_COMMUNE, View};
use crate::standardise::Standardised;

/// How often a true pair shows each level, and the two thresholds.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// Names the parameters in reports.
    pub version: &'static str,
    /// Share of records whose person is in the register.
    pub in_register: f64,
    /// Probability from which a link needs no person to look at it.
    pub automatic: f64,
    /// Probability from which a link is proposed to a person.
    pub review: f64,
}

impl Model {
    /// The model of this release.
    pub const CURRENT: Model = Model {
        version: "2026-11",
        in_register: 0.985,
        automatic: 0.999,
        review: 0.5,
    };
}

/// Weights of one pair in bits, by field.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Weights {
    pub(crate) number: f64,
    pub(crate) name: f64,
    pub(crate) birth: f64,
    pub(crate) sex: f64,
    pub(crate) commune: f64,
}

impl Weights {
    /// Weight of the whole pair in bits.
    pub(crate) fn total(&self) -> f64 {
        self.number + self.name + self.birth + self.sex + self.commune
    }

    /// Weights of a pair whose fields agree as `levels` say.
    pub(crate) fn of(view: &View<'_>, typed: &Standardised<'_>, row: u32, levels: Levels) -> Self {
        let register = Register {
            view,
            people: real(view.len()),
        };
        Self {
            number: register.number(levels.number, row),
            name: register.name(levels.name, typed, row),
            birth: register.birth(levels.birth, typed, row),
            sex: register.sex(levels.sex, row),
            commune: register.commune(levels.commune, row),
        }
    }
}

/// Prior log-odds of one given person against "not in the register", in bits.
pub(crate) fn prior_bits(model: &Model, people: usize) -> f64 {
    (model.in_register / (1.0 - model.in_register) / real(people)).log2()
}

/// log2(m/u), with u kept within what a register of this size can show.
fn bits(m: f64, u: f64) -> f64 {
    (m / u.clamp(1e-12, 1.0)).log2()
}

/// The register as a source of u.
struct Register<'a> {
    view: &'a View<'a>,
    people: f64,
}

impl Register<'_> {
    /// Share of people, counting one more than was seen so that the rarest are not certain.
    fn share(&self, count: f64) -> f64 {
        (count + 1.0) / self.people
    }

    fn number(&self, level: NumberLevel, row: u32) -> f64 {
        match level {
            NumberLevel::Equal => bits(0.86, 1.0 / self.people),
            NumberLevel::OldEqual => bits(0.10, 1.0 / self.people),
            // 59 of the million serials of a province, sex and year are one edit away.
            NumberLevel::OneEdit => bits(0.03, 59e-6),
            NumberLevel::Relatives => bits(0.010, self.relatives(row)).min(10.0),
            NumberLevel::Neighbours => bits(0.004, self.commune_share(row)).min(4.0),
            NumberLevel::Others => bits(0.004, 1.0),
            NumberLevel::Differs => bits(0.012, 1.0),
            NumberLevel::Missing => 0.0,
        }
    }

    /// Chance that a stranger has the surname and the commune of this person.
    fn relatives(&self, row: u32) -> f64 {
        let syllables = self.syllables(row);
        let surname = syllables
            .first()
            .map_or(0, |first| self.view.surname_count(*first));
        self.share(f64::from(surname)) * self.commune_share(row)
    }

    fn commune_share(&self, row: u32) -> f64 {
        match self.view.person(row).commune() {
            NO_COMMUNE => 1.0,
            commune => self.share(real(self.view.commune_count(commune))),
        }
    }

    fn syllables(&self, row: u32) -> &[u16] {
        self.view
            .names
            .syllables(self.view.names.fold_of(self.view.name(row)))
    }

    fn name(&self, level: NameLevel, typed: &Standardised<'_>, row: u32) -> f64 {
        let fold = self.view.names.fold_of(self.view.name(row));
        let alike = real(self.view.named_count(fold));
        let syllables = self.syllables(row);
        let given = syllables
            .last()
            .map_or(0, |last| self.view.given_count(*last));
        let given = self.share(f64::from(given));
        let surname = syllables
            .first()
            .map_or(0, |first| self.view.surname_count(*first));
        let surname = self.share(f64::from(surname));
        let residue = typed.notes.has(khien_domain::Note::TypingResidue);
        match level {
            NameLevel::Equal => bits(0.85, self.share(alike)),
            NameLevel::Folded => bits(0.08, self.share(alike)),
            NameLevel::OneClose if residue => bits(0.05, self.share(alike)),
            NameLevel::OneClose => bits(0.035, self.share(alike * 10.0)),
            NameLevel::Order => bits(0.004, self.share(alike)),
            NameLevel::MiddleCount => bits(0.012, self.share(alike).max(surname * given)),
            NameLevel::TwoClose => bits(0.004, self.share(alike * 60.0).max(surname * given)),
            NameLevel::SurnameAndGiven => bits(0.003, surname * given * 3.0),
            NameLevel::OneOther => bits(0.001, self.share(alike * 100.0).max(1e-3)),
            NameLevel::Given => bits(0.0015, given),
            NameLevel::Differs => bits(0.0005, 1.0),
            NameLevel::Missing => 0.0,
        }
    }

    fn birth(&self, level: BirthLevel, typed: &Standardised<'_>, row: u32) -> f64 {
        let registered = self.view.birth(row);
        let on_date = self.share(real(self.view.born(registered).len()));
        let in_year = self.share(real(self.view.born_in_year(registered).len()));
        let typed_partly = typed.birth.is_some_and(|birth| !birth.key.is_full());
        match level {
            BirthLevel::Equal => bits(0.90, on_date),
            BirthLevel::RegisterPartial | BirthLevel::TypedPartial => bits(0.95, in_year),
            BirthLevel::RegisterPartialDay | BirthLevel::FirstOfYear => bits(0.03, in_year),
            BirthLevel::Swapped => bits(0.012, on_date),
            BirthLevel::OneDigit => bits(0.025, on_date * 20.0),
            BirthLevel::DayAndMonth => bits(0.004, 1.0 / 365.0),
            BirthLevel::YearAndOne => bits(0.004, in_year * 0.11),
            BirthLevel::Year => bits(0.003, in_year),
            BirthLevel::Differs if typed_partly => bits(0.05, 1.0),
            BirthLevel::Differs => bits(0.002, 1.0),
            BirthLevel::Missing => 0.0,
        }
    }

    fn sex(&self, level: SexLevel, row: u32) -> f64 {
        let sex = match self.view.person(row).sex() {
            Some(khien_domain::Sex::Male) => 1,
            Some(khien_domain::Sex::Female) => 2,
            None => return 0.0,
        };
        let share = self.share(real(self.view.sex_count(sex)));
        match level {
            SexLevel::Equal => bits(0.985, share),
            SexLevel::Differs => bits(0.015, 1.0 - share),
            SexLevel::Missing => 0.0,
        }
    }

    fn commune(&self, level: CommuneLevel, row: u32) -> f64 {
        match level {
            CommuneLevel::Equal => bits(0.80, self.commune_share(row)),
            CommuneLevel::SameDistrict => bits(0.05, self.district_share(row)),
            CommuneLevel::Differs => bits(0.15, 1.0),
            CommuneLevel::Missing => 0.0,
        }
    }

    /// A district has some fifteen communes (10,599 in 705 districts, 2022).
    fn district_share(&self, row: u32) -> f64 {
        (self.commune_share(row) * 15.0).min(1.0)
    }
}
