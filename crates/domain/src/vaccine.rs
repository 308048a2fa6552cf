//! The licensed vaccines, their codes in certificates, and the many ways in which they are written.
//!
//! Here: the catalogue as data with validity dates. Not here: who may get which vaccine when.

mod alias;
mod product;

use std::sync::LazyLock;

use crate::{Note, Noted, Notes};
use alias::{Aliases, Match};

pub use product::{EuCodes, OtherCodes, Product, ProductFault};

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
    let code_or_none = |cell: &'static str| Some(cell).filter(|code| !code.is_empty());
    Some(Product {
        code: next()?,
        name: next()?,
        manufacturer: next()?,
        eu: EuCodes {
            prophylaxis: next()?,
            product: next()?,
            manufacturer: next()?,
        },
        other: OtherCodes {
            cvx: code_or_none(next()?),
            cvx_under_12: code_or_none(next()?),
            icd11_kind: next()?,
            icd11_brand: code_or_none(next()?),
        },
        primary_doses: next()?.parse().ok()?,
        valid_from: next()?.parse().ok()?,
        valid_until: next()?.parse().ok(),
    })
}

#[cfg(test)]
mod tests;
