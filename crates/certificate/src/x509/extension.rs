//! The extensions that matter here (RFC 5280 section 4.2.1).

use super::der::{BIT_STRING, BOOLEAN, Element, Elements, OCTET_STRING, OID, SEQUENCE};
use super::fault::X509Fault;
use super::oid::Oid;

const SUBJECT_KEY_ID: [u8; 3] = [0x55, 0x1d, 0x0e];
const KEY_USAGE: [u8; 3] = [0x55, 0x1d, 0x0f];
const BASIC_CONSTRAINTS: [u8; 3] = [0x55, 0x1d, 0x13];
const AUTHORITY_KEY_ID: [u8; 3] = [0x55, 0x1d, 0x23];
const EXTENDED_KEY_USAGE: [u8; 3] = [0x55, 0x1d, 0x25];
/// `keyIdentifier [0]` of the authority's key identifier.
const KEY_IDENTIFIER: u8 = 0x80;

/// What the extensions say.
#[derive(Clone, Default)]
pub(super) struct Extensions {
    pub(super) subject_key_id: Option<Vec<u8>>,
    pub(super) authority_key_id: Option<Vec<u8>>,
    pub(super) extended_key_usages: Vec<Oid>,
    pub(super) key_usage: Option<u8>,
    pub(super) is_authority: bool,
}

impl Extensions {
    /// Reads the `Extensions` sequence; those not known are passed over.
    pub(super) fn read(list: Element<'_>) -> Result<Self, X509Fault> {
        let mut found = Self::default();
        for extension in list.elements() {
            let mut parts = extension?.elements();
            let name = parts.expect(OID)?.body;
            parts.optional(BOOLEAN)?;
            let value = parts.expect(OCTET_STRING)?.body;
            found.add(name, value)?;
        }
        Ok(found)
    }

    fn add(&mut self, name: &[u8], value: &[u8]) -> Result<(), X509Fault> {
        let mut value = Elements::of(value);
        if name == SUBJECT_KEY_ID {
            self.subject_key_id = Some(value.expect(OCTET_STRING)?.body.to_vec());
        } else if name == AUTHORITY_KEY_ID {
            let mut parts = value.expect(SEQUENCE)?.elements();
            let id = parts.optional(KEY_IDENTIFIER)?;
            self.authority_key_id = id.map(|id| id.body.to_vec());
        } else if name == EXTENDED_KEY_USAGE {
            for usage in value.expect(SEQUENCE)?.elements() {
                self.extended_key_usages.push(Oid::of(usage?.body));
            }
        } else if name == KEY_USAGE {
            let bits = value.expect(BIT_STRING)?.body;
            // One that names no bit allows nothing; that is not the same as none.
            self.key_usage = Some(bits.get(1).copied().unwrap_or_default());
        } else if name == BASIC_CONSTRAINTS {
            let mut parts = value.expect(SEQUENCE)?.elements();
            let authority = parts.optional(BOOLEAN)?;
            self.is_authority = authority.is_some_and(|truth| truth.body.iter().any(|b| *b != 0));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_usage_without_bits_allows_nothing() {
        for (value, bits) in [
            (&[3, 2, 7, 0x80][..], 0x80),
            (&[3, 2, 1, 6], 6),
            (&[3, 1, 0], 0),
        ] {
            let mut found = Extensions::default();
            found.add(&KEY_USAGE, value).unwrap();
            assert_eq!(found.key_usage, Some(bits));
        }
    }
}
