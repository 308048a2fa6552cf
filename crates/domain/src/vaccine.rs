//! The licensed vaccines, their codes in certificates, and the many ways in which they are written.
//!
//! Here: the catalogue as data with validity dates. Not here: who may get which vaccine when.

mod alias;

use std::sync::LazyLock;

use jiff::civil::Date;
use thiserror::Error;

use crate::{Note, Noted, Notes};
use alias::{Aliases, Match};

/// Codes of a product in the EU Digital COVID Certificate's value sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EuCodes {
    /// `vp`: kind of vaccine (SNOMED CT).
    pub prophylaxis: &'static str,
    /// `mp`: medicinal product.
    pub product: &'static str,
    /// `ma`: marketing authorisation holder or manufacturer.
    pub manufacturer: &'static str,
}

/// A licensed vaccine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Product {
    /// Stable code, as it stands in files and interfaces.
    pub code: &'static str,
    /// Name in sheet PL5 of the import template.
    pub name: &'static str,
    /// Manufacturer in the same sheet.
    pub manufacturer: &'static str,
    /// Codes in certificates.
    pub eu: EuCodes,
    /// Doses of the primary series.
    pub primary_doses: u8,
    /// Day of the ministry's decision.
    pub valid_from: Date,
    /// Last day of the licence; none while it stands.
    pub valid_until: Option<Date>,
}

impl Product {
    /// Whether the product was licensed on a day.
    pub fn is_licensed_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|until| day <= until)
    }
}

/// Why a text names no licensed product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum ProductFault {
    /// Nothing was typed.
    #[error("no vaccine was given")]
    Missing,
    /// No known name, or other words beside one.
    #[error("the vaccine is not known")]
    Unknown,
    /// Several products are named ("AZ hoặc Pfizer").
    #[error("several vaccines are named")]
    Several,
    /// A known vaccine that has no licence here (Covaxin, Nanocovax).
    #[error("the vaccine is not licensed in Vietnam")]
    NotLicensed,
}

impl ProductFault {
    /// The stable code, as it stands in files and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Several => "several",
            Self::NotLicensed => "not_licensed",
        }
    }
}

/// All licensed products with their names.
///
/// ```
/// use khien_domain::{Catalogue, Note};
///
/// let read = Catalogue::national().read("COVID-19 Vaccine (Vero Cell), Inactivated")?;
/// assert_eq!(read.value.eu.product, "BBIBP-CorV");
///
/// let read = Catalogue::national().read("Pfizez")?;
/// assert_eq!(read.value.name, "Comirnaty");
/// assert!(read.notes.has(Note::Misspelt));
/// # Ok::<(), khien_domain::ProductFault>(())
/// ```
#[derive(Debug)]
pub struct Catalogue {
    products: Vec<Product>,
    aliases: Aliases,
}

static NATIONAL: LazyLock<Catalogue> = LazyLock::new(|| {
    let lines = include_str!("../../../data/vaccines.csv").lines().skip(1);
    let products: Vec<Product> = lines.filter_map(product).collect();
    let aliases = Aliases::of(&products, include_str!("../../../data/vaccine-aliases.csv"));
    Catalogue { products, aliases }
});

impl Catalogue {
    /// The catalogue of Vietnam. Read once, on first use.
    pub fn national() -> &'static Catalogue {
        &NATIONAL
    }

    /// Every product, in the order of the licences, which is that of sheet PL5.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// The product with this code.
    pub fn product(&self, code: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.code == code)
    }

    /// Reads a cell. A name that is one letter off is read, too, where it leads to one product
    /// only, with [`Note::Misspelt`].
    ///
    /// # Errors
    /// The [`ProductFault`] that says why no one licensed product is named.
    pub fn read(&self, raw: &str) -> Result<Noted<&Product>, ProductFault> {
        let found = self.aliases.find(raw)?;
        let (place, notes) = match found {
            Match::Exact(place) => (place, Notes::EMPTY),
            Match::OneEdit(place) => (place, Notes::of(Note::Misspelt)),
        };
        let product = place.ok_or(ProductFault::NotLicensed)?;
        let product = self.products.get(product).ok_or(ProductFault::Unknown)?;
        Ok(Noted::new(product, notes))
    }
}

/// A line of the data file.
fn product(line: &'static str) -> Option<Product> {
    let mut cells = line.split(',');
    let mut next = || cells.next();
    Some(Product {
        code: next()?,
        name: next()?,
        manufacturer: next()?,
        eu: EuCodes {
            prophylaxis: next()?,
            product: next()?,
            manufacturer: next()?,
        },
        primary_doses: next()?.parse().ok()?,
        valid_from: next()?.parse().ok()?,
        valid_until: next()?.parse().ok(),
    })
}

#[cfg(test)]
mod tests;
