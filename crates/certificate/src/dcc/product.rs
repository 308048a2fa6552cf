//! Products: three codes that must fit together.
//!
//! All eight products that Viet Nam licensed have codes. For one that has none the value sets want no
//! invented code: countries wait for it, or write 28531000087107 ("COVID-19 vaccine") with the name of
//! product and maker as text, which most verifiers then refuse.

use thiserror::Error;

use super::value_sets::{instruction_for, value_set};

/// The codes of a product in certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product<'a> {
    /// Kind of vaccine (`vp`).
    pub prophylaxis: &'a str,
    /// Product (`mp`).
    pub product: &'a str,
    /// Who holds its licence, or makes it (`ma`).
    pub manufacturer: &'a str,
}

/// Why the codes of a product are not to be issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProductFault {
    /// The value set does not know the product.
    #[error("the product has no code in the value sets")]
    UnknownProduct,
    /// The product is written with another code since.
    #[error("the code of the product is not to be used any more")]
    Deprecated,
    /// The kind of vaccine does not exist, is out of use or is not that of the product.
    #[error("the kind of vaccine does not go with the product")]
    Prophylaxis,
    /// The holder of the licence is not that of the product.
    #[error("the manufacturer does not go with the product")]
    Manufacturer,
}

impl ProductFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownProduct => "product-unknown",
            Self::Deprecated => "product-deprecated",
            Self::Prophylaxis => "product-prophylaxis",
            Self::Manufacturer => "product-manufacturer",
        }
    }
}

impl Product<'_> {
    /// Whether the three codes exist, are in use and go together (Annex A of the value sets). Asked
    /// before a product is put into the catalogue, not for every certificate: codes in the field,
    /// Viet Nam's own first sample among them, break it and are read all the same.
    ///
    /// # Errors
    /// [`ProductFault`].
    pub fn check(&self) -> Result<(), ProductFault> {
        let is_active = |set: &str, code: &str| {
            let entry = value_set(set).and_then(|set| set.get(code));
            entry.map(|entry| entry.is_active)
        };
        let instruction = instruction_for(self.product).ok_or(ProductFault::UnknownProduct)?;
        match is_active("vaccines-covid-19-names", self.product) {
            None => return Err(ProductFault::UnknownProduct),
            Some(true) if !instruction.is_deprecated => {}
            Some(_) => return Err(ProductFault::Deprecated),
        }
        let goes_with = instruction
            .prophylaxes
            .iter()
            .any(|code| code == self.prophylaxis);
        if !goes_with || is_active("sct-vaccines-covid-19", self.prophylaxis) != Some(true) {
            return Err(ProductFault::Prophylaxis);
        }
        if instruction.manufacturer != self.manufacturer {
            return Err(ProductFault::Manufacturer);
        }
        Ok(())
    }
}
