//! Policies that a ministry changes, as rows with days of validity and sources.
//!
//! Here: which policies there are and which value holds on a day. Not here: where changed ones are
//! stored, and what follows from them.
//!
//! ```
//! use jiff::civil::date;
//! use khien_domain::policy::{NumberPolicy, Policies};
//!
//! let policies = Policies::national();
//! let minutes = policies.number(NumberPolicy::ObservationMinutes, date(2022, 5, 14))?;
//! assert_eq!(minutes, 30);
//! # Ok::<(), khien_domain::policy::PolicyFault>(())
//! ```

mod key;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use thiserror::Error;

use crate::rows::{RowFault, Validity, rows};

pub use key::{CertificateGate, FlagPolicy, NumberPolicy};

use key::CERTIFICATE_GATE;

const FILE: &str = "policies.csv";
const COLUMNS: &[&str] = &["key", "value", "valid_from", "valid_until", "source"];
const NATIONAL_TEXT: &str = include_str!("../../../data/policies.csv");

/// One value of one policy during its time, as it stands in a file or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRow {
    /// Name of the policy, with `.product` behind it where it is about one product.
    pub key: String,
    /// The value as text: a number, `yes` or `no`, or a code.
    pub value: String,
    /// First day.
    pub valid_from: Date,
    /// Last day; none while it stands.
    pub valid_until: Option<Date>,
    /// The law, letter or practice that it comes from.
    pub source: String,
}

/// Why a policy cannot be set or answered.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PolicyFault {
    /// No value holds on that day.
    #[error("the policy {key} has no value on {on}")]
    Missing {
        /// Name of the policy.
        key: String,
        /// The day asked for.
        on: Date,
    },
    /// There is no such policy.
    #[error("there is no policy called {0}")]
    UnknownKey(String),
    /// The value is not of the kind that the policy has.
    #[error("the value of the policy {0} cannot be read")]
    MalformedValue(String),
    /// The file cannot be read.
    #[error(transparent)]
    Row(#[from] RowFault),
}

/// All policies with all their values, past, present and to come.
#[derive(Clone, Debug, Default)]
pub struct Policies {
    rows: Vec<PolicyRow>,
}

static NATIONAL: LazyLock<Policies> =
    LazyLock::new(|| Policies::parse(NATIONAL_TEXT).unwrap_or_default());

impl Policies {
    /// The policies of Vietnam as they come with the program. Read once, on first use.
    pub fn national() -> &'static Self {
        &NATIONAL
    }

    /// Reads a file such as `data/policies.csv`.
    ///
    /// # Errors
    /// [`PolicyFault`] at the first line that cannot be read, names no policy or has a value of
    /// another kind.
    pub fn parse(text: &str) -> Result<Self, PolicyFault> {
        let mut read = Vec::new();
        for row in rows(FILE, COLUMNS, text)? {
            let Validity { from, until } = row.validity()?;
            read.push(PolicyRow {
                key: row.text("key").to_owned(),
                value: row.text("value").to_owned(),
                valid_from: from,
                valid_until: until,
                source: row.text("source").to_owned(),
            });
        }
        Self::from_rows(read)
    }

    /// Policies from rows, such as those of a table.
    ///
    /// # Errors
    /// [`PolicyFault`] at the first row that names no policy or has a value of another kind.
    pub fn from_rows(rows: impl IntoIterator<Item = PolicyRow>) -> Result<Self, PolicyFault> {
        let rows: Vec<PolicyRow> = rows.into_iter().collect();
        rows.iter().try_for_each(PolicyRow::check)?;
        Ok(Self { rows })
    }

    /// Every row, to seed a table with or to show.
    pub fn rows(&self) -> &[PolicyRow] {
        &self.rows
    }

    /// The row that holds on a day for each name that has one, by name.
    pub fn holding(&self, on: Date) -> Vec<&PolicyRow> {
        let mut holding: BTreeMap<&str, &PolicyRow> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.validity().holds_on(on)) {
            let kept = holding.entry(&row.key).or_insert(row);
            // Of two that began on one day the later row counts, as when a policy is asked.
            if row.valid_from >= kept.valid_from {
                *kept = row;
            }
        }
        holding.into_values().collect()
    }

    /// The number that holds on a day.
    ///
    /// # Errors
    /// [`PolicyFault::Missing`] where none does.
    pub fn number(&self, policy: NumberPolicy, on: Date) -> Result<u32, PolicyFault> {
        self.read(policy.code(), on, |value| value.parse().ok())
    }

    /// The number that holds on a day for a product, or for all where the product has none.
    ///
    /// # Errors
    /// [`PolicyFault::Missing`] where neither has.
    pub fn number_for(
        &self,
        policy: NumberPolicy,
        product: &str,
        on: Date,
    ) -> Result<u32, PolicyFault> {
        let key = format!("{}.{product}", policy.code());
        self.read(&key, on, |value| value.parse().ok())
            .or_else(|_| self.number(policy, on))
    }

    /// Whether a policy says yes on a day.
    ///
    /// # Errors
    /// [`PolicyFault::Missing`] where it says nothing.
    pub fn flag(&self, policy: FlagPolicy, on: Date) -> Result<bool, PolicyFault> {
        self.read(policy.code(), on, yes_or_no)
    }

    /// Whether a policy says yes on a day for a product, or for all where the product has no word of
    /// its own.
    ///
    /// # Errors
    /// [`PolicyFault::Missing`] where neither is said.
    pub fn flag_for(
        &self,
        policy: FlagPolicy,
        product: &str,
        on: Date,
    ) -> Result<bool, PolicyFault> {
        let key = format!("{}.{product}", policy.code());
        self.read(&key, on, yes_or_no)
            .or_else(|_| self.flag(policy, on))
    }

    /// Which confirmation a certificate waits for on a day.
    ///
    /// # Errors
    /// [`PolicyFault::Missing`] where nothing is said.
    pub fn certificate_gate(&self, on: Date) -> Result<CertificateGate, PolicyFault> {
        self.read(CERTIFICATE_GATE, on, CertificateGate::parse)
    }

    /// How many doses may have been drawn from opened vials before the counts of a session are
    /// questioned: the nominal ones and the overfill.
    ///
    /// # Errors
    /// [`PolicyFault::Missing`] where the product has no nominal doses.
    pub fn most_doses(&self, vials: u32, product: &str, on: Date) -> Result<u32, PolicyFault> {
        let nominal = self.number_for(NumberPolicy::DosesPerVial, product, on)?;
        let overfill = self.number_for(NumberPolicy::OverfillDosesPerVial, product, on)?;
        Ok(vials.saturating_mul(nominal.saturating_add(overfill)))
    }

    /// The value that began last of those that hold; of two that began on one day, the later row's.
    fn read<T>(
        &self,
        key: &str,
        on: Date,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, PolicyFault> {
        self.rows
            .iter()
            .filter(|row| row.key == key && row.validity().holds_on(on))
            .max_by_key(|row| row.valid_from)
            .and_then(|row| parse(&row.value))
            .ok_or_else(|| PolicyFault::Missing {
                key: key.to_owned(),
                on,
            })
    }
}

impl PolicyRow {
    fn validity(&self) -> Validity {
        Validity {
            from: self.valid_from,
            until: self.valid_until,
        }
    }

    /// Whether the key names a policy and the value is of its kind.
    fn check(&self) -> Result<(), PolicyFault> {
        let (name, product) = match self.key.split_once('.') {
            Some((name, product)) => (name, Some(product)),
            None => (self.key.as_str(), None),
        };
        let sound = match (NumberPolicy::parse(name), product) {
            (Some(policy), product) if product.is_none() || policy.is_by_product() => {
                self.value.parse::<u32>().is_ok()
            }
            (None, None) if name == CERTIFICATE_GATE => {
                CertificateGate::parse(&self.value).is_some()
            }
            (None, product) => match FlagPolicy::parse(name) {
                Some(policy) if product.is_none() || policy.is_by_product() => {
                    yes_or_no(&self.value).is_some()
                }
                _ => return Err(PolicyFault::UnknownKey(self.key.clone())),
            },
            _ => return Err(PolicyFault::UnknownKey(self.key.clone())),
        };
        if sound {
            Ok(())
        } else {
            Err(PolicyFault::MalformedValue(self.key.clone()))
        }
    }
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
