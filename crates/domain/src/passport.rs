//! Who gets a vaccine passport, and why not yet (decision 5772/QĐ-BYT of 20/12/2021).
//!
//! Everybody whose identity is settled and whose doses are signed gets one without asking. Whether a
//! complete series is needed, and which products count, are policies. What stands in the way is
//! told as codes: the pages say it in words, and who can mend it.
//!
//! Not here: what a certificate says to the byte, keys, and where any of this is stored.
//!
//! ```
//! use jiff::civil::date;
//! use khien_domain::passport::{Claim, ClaimedDose, Obstacle, PassportRules, assess};
//! use khien_domain::{DoseState, IdentityState};
//!
//! let dose = ClaimedDose {
//!     product: "comirnaty",
//!     given_on: date(2021, 9, 1),
//!     state: DoseState::Recorded,
//!     is_of_ours: true,
//! };
//! let claim = Claim {
//!     identity: IdentityState::Verified,
//!     has_name: true,
//!     has_birth_date: true,
//!     attendance_confirmed: false,
//!     doses: &[dose],
//! };
//! let rules = PassportRules::national(date(2022, 5, 14))?;
//! assert_eq!(assess(&claim, &rules).unwrap_err(), [Obstacle::Unsigned { doses: 1 }]);
//! # Ok::<(), khien_domain::policy::PolicyFault>(())
//! ```

use jiff::civil::Date;

use crate::policy::{CertificateGate, FlagPolicy, NumberPolicy, Policies, PolicyFault};
use crate::{Catalogue, DoseState, IdentityState};

/// What the policies of a day say about passports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassportRules {
    /// What is confirmed besides the signature.
    pub gate: CertificateGate,
    /// Whether the whole primary series is needed.
    pub needs_complete_series: bool,
    /// Months until it ends.
    pub months: u32,
    /// Days before its end on which it is renewed.
    pub renewal_days: u32,
    /// Whether what becomes possible is issued at once; else it waits for a wave.
    pub is_continuous: bool,
    /// Codes of the products that give none.
    pub products_without: Vec<&'static str>,
}

impl PassportRules {
    /// The rules of a day.
    ///
    /// # Errors
    /// [`PolicyFault::Missing`] before there were passports.
    pub fn of(policies: &Policies, on: Date) -> Result<Self, PolicyFault> {
        let mut products_without = Vec::new();
        for product in Catalogue::national().products() {
            if !policies.flag_for(FlagPolicy::CertificateProduct, product.code, on)? {
                products_without.push(product.code);
            }
        }
        Ok(Self {
            gate: policies.certificate_gate(on)?,
            needs_complete_series: policies.flag(FlagPolicy::CertificateNeedsCompleteSeries, on)?,
            months: policies.number(NumberPolicy::CertificateMonths, on)?,
            renewal_days: policies.number(NumberPolicy::CertificateRenewalDays, on)?,
            is_continuous: policies.flag(FlagPolicy::CertificateContinuous, on)?,
            products_without,
        })
    }

    /// The rules of a day as they come with the program.
    ///
    /// # Errors
    /// As [`PassportRules::of`].
    pub fn national(on: Date) -> Result<Self, PolicyFault> {
        Self::of(Policies::national(), on)
    }
}

/// A dose that counts, or was declared entered in error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimedDose<'a> {
    /// Code of the product.
    pub product: &'a str,
    /// On which day.
    pub given_on: Date,
    /// Whether it is signed.
    pub state: DoseState,
    /// Whether a facility of this registry gave it: only such a dose can be signed and certified.
    pub is_of_ours: bool,
}

/// What is known of somebody who may get a passport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim<'a> {
    /// What is known of the identity.
    pub identity: IdentityState,
    /// Whether the name can be written in a passport.
    pub has_name: bool,
    /// Whether a year of birth is known, and can be written in a passport.
    pub has_birth_date: bool,
    /// Whether the commune of each session confirmed that the person was there.
    pub attendance_confirmed: bool,
    /// The doses in the order of their days.
    pub doses: &'a [ClaimedDose<'a>],
}

/// What stands between a person and a passport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The identity is not settled; why, says its state.
    Identity(IdentityState),
    /// The name cannot be written in a passport: it has no letters.
    Name,
    /// The year of birth is not known, or is before 1900, which no passport can say.
    BirthDate,
    /// The commune of a session did not confirm who attended it.
    Attendance,
    /// No dose of a facility of this registry.
    NoDose,
    /// Doses wait for their facility's first signature.
    Unsigned {
        /// How many.
        doses: usize,
    },
    /// Doses were corrected and wait to be signed again.
    Corrected {
        /// How many.
        doses: usize,
    },
    /// The primary series is not complete, and policy asks for that.
    Series {
        /// Doses so far.
        given: u32,
        /// Doses that the series needs.
        needed: u32,
    },
    /// No passport is issued about the product, or it is not in the catalogue.
    Product,
    /// The ministry revoked the passport about this dose.
    Revoked,
}

impl Obstacle {
    /// The stable code, as it stands in interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Identity(state) => match state {
                IdentityState::Unsendable => "identity_unsendable",
                IdentityState::NoNumber => "identity_no_number",
                IdentityState::Mismatch => "identity_mismatch",
                IdentityState::NotFound => "identity_not_found",
                IdentityState::Ambiguous => "identity_ambiguous",
                IdentityState::Pending | IdentityState::Verified | IdentityState::Exempt => {
                    "identity_pending"
                }
            },
            Self::Name => "name",
            Self::BirthDate => "birth_date",
            Self::Attendance => "attendance",
            Self::NoDose => "no_dose",
            Self::Unsigned { .. } => "unsigned",
            Self::Corrected { .. } => "corrected",
            Self::Series { .. } => "series",
            Self::Product => "product",
            Self::Revoked => "revoked",
        }
    }

    /// Every code, for whoever has to have words for all.
    pub const CODES: &'static [&'static str] = &[
        "identity_unsendable",
        "identity_no_number",
        "identity_pending",
        "identity_mismatch",
        "identity_not_found",
        "identity_ambiguous",
        "name",
        "birth_date",
        "attendance",
        "no_dose",
        "unsigned",
        "corrected",
        "series",
        "product",
        "revoked",
    ];
}

/// What the passport is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entitled {
    /// Place of the dose among those of the claim: the last one of ours that counts.
    pub dose: usize,
    /// Which dose of the person it is, counted from 1.
    pub nth: u32,
    /// Doses of the primary course, by the product of the first dose.
    pub primary_doses: u32,
}

/// What the person's passport is about, or everything that stands in its way.
///
/// # Errors
/// Every [`Obstacle`], in the order in which people ask about them.
pub fn assess(claim: &Claim<'_>, rules: &PassportRules) -> Result<Entitled, Vec<Obstacle>> {
    let mut obstacles = about_person(claim, rules);
    let counting = || claim.doses.iter().filter(|dose| dose.state.counts());
    let waiting = |state| {
        let doses = counting().filter(|it| it.is_of_ours && it.state == state);
        Some(doses.count()).filter(|doses| *doses > 0)
    };
    let unsigned = waiting(DoseState::Recorded).map(|doses| Obstacle::Unsigned { doses });
    let corrected = waiting(DoseState::Corrected).map(|doses| Obstacle::Corrected { doses });
    obstacles.extend(unsigned.into_iter().chain(corrected));
    let mut places = claim.doses.iter();
    let last = places.rposition(|dose| dose.is_of_ours && dose.state.counts());
    let Some((entitled, dose)) = last.and_then(|place| at_place(claim.doses, place)) else {
        obstacles.push(Obstacle::NoDose);
        return Err(obstacles);
    };
    let (given, needed) = (entitled.nth, entitled.primary_doses);
    if rules.needs_complete_series && given < needed {
        obstacles.push(Obstacle::Series { given, needed });
    }
    let is_known = Catalogue::national().product(dose.product).is_some();
    if !is_known || counting().any(|dose| rules.products_without.contains(&dose.product)) {
        obstacles.push(Obstacle::Product);
    }
    if obstacles.is_empty() {
        Ok(entitled)
    } else {
        Err(obstacles)
    }
}

fn about_person(claim: &Claim<'_>, rules: &PassportRules) -> Vec<Obstacle> {
    let (identity, attendance) = match rules.gate {
        CertificateGate::Identity => (true, false),
        CertificateGate::Attendance => (false, true),
        CertificateGate::Both => (true, true),
    };
    let mut obstacles = Vec::new();
    if identity && !claim.identity.is_settled() {
        obstacles.push(Obstacle::Identity(claim.identity));
    }
    if attendance && !claim.attendance_confirmed {
        obstacles.push(Obstacle::Attendance);
    }
    if !claim.has_name {
        obstacles.push(Obstacle::Name);
    }
    if !claim.has_birth_date {
        obstacles.push(Obstacle::BirthDate);
    }
    obstacles
}

/// What a passport about the dose at a place says of it; none where no dose that counts is there.
pub fn about(doses: &[ClaimedDose<'_>], place: usize) -> Option<Entitled> {
    at_place(doses, place).map(|(entitled, _)| entitled)
}

fn at_place<'a>(
    doses: &'a [ClaimedDose<'a>],
    place: usize,
) -> Option<(Entitled, &'a ClaimedDose<'a>)> {
    let counting = |dose: &&ClaimedDose<'_>| dose.state.counts();
    let until = doses.get(..=place)?;
    let dose = until.last().filter(counting)?;
    let nth = until.iter().filter(counting).count();
    let first = doses.iter().find(counting)?;
    let product = Catalogue::national().product(first.product);
    let entitled = Entitled {
        dose: place,
        nth: u32::try_from(nth).unwrap_or(u32::MAX),
        primary_doses: product.map_or(1, |product| product.primary_doses.into()),
    };
    Some((entitled, dose))
}

#[cfg(test)]
mod tests;
