//! Forms of the stock.

use jiff::civil::Date;
use khien_domain::WastageReason;
use uuid::Uuid;

use crate::forms::{Faults, Fields};
use crate::station::doses::day;

/// Vaccine that came in.
pub(crate) struct Receipt {
    /// Made with the form: sending it twice receives once.
    pub(crate) id: Option<Uuid>,
    pub(crate) product: String,
    pub(crate) lot: String,
    pub(crate) expires: Date,
    pub(crate) vials: u32,
    /// None: as usual for the product.
    pub(crate) doses_per_vial: Option<u32>,
    /// Number of the delivery note.
    pub(crate) note: String,
}

impl Receipt {
    pub(super) fn check(fields: &Fields) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let product = fields.text("product");
        faults.require(!product.is_empty(), "product", "fault-product");
        let lot = fields.text("lot");
        faults.require(!lot.is_empty(), "lot", "fault-lot");
        let expires = day(fields.text("expires"));
        faults.require(expires.is_some(), "expires", "fault-day");
        let positive = |name| fields.number(name).filter(|count| *count > 0);
        let (vials, doses) = (positive("vials"), positive("doses_per_vial"));
        faults.require(vials.is_some(), "vials", "fault-count");
        let unsaid = !fields.has("doses_per_vial");
        faults.require(unsaid || doses.is_some(), "doses_per_vial", "fault-count");
        match (expires, vials) {
            (Some(expires), Some(vials)) if faults.is_empty() => Ok(Self {
                id: fields.id("id"),
                product: product.to_owned(),
                lot: lot.to_owned(),
                expires,
                vials,
                doses_per_vial: doses,
                note: fields.text("note").to_owned(),
            }),
            _ => Err(faults),
        }
    }
}

/// Whole vials that are written off.
pub(crate) struct Wastage {
    pub(crate) id: Option<Uuid>,
    pub(crate) vials: u32,
    pub(crate) reason: WastageReason,
    pub(crate) note: String,
}

impl Wastage {
    pub(super) fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            id: fields.id("id"),
            vials: fields.number("vials").filter(|vials| *vials > 0)?,
            reason: WastageReason::parse(fields.text("reason"))?,
            note: fields.text("note").to_owned(),
        })
    }
}

/// Vials that arrived.
pub(crate) struct Arrived {
    pub(crate) id: Option<Uuid>,
    pub(crate) sent: Uuid,
    pub(crate) vials: u32,
    /// Why fewer arrived than were sent.
    pub(crate) reason: String,
}

impl Arrived {
    pub(super) fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            id: fields.id("id"),
            sent: fields.id("sent")?,
            vials: fields.number("vials")?,
            reason: fields.text("reason").to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_needs_vials() {
        let fields = Fields::from([
            ("product", "comirnaty"),
            ("lot", "FK0112"),
            ("expires", "31/08/2022"),
            ("vials", "0"),
        ]);
        let faults = Receipt::check(&fields).err().unwrap_or_default();
        assert!(faults.has("vials") && faults.len() == 1);
    }
}
