//! Tag, length, value (X.690), without the strictness of DER.

use super::fault::X509Fault;

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// One element.
#[derive(Clone, Copy)]
pub(super) struct Element<'d> {
    pub(super) tag: u8,
    /// What it holds.
    pub(super) body: &'d [u8],
    /// The element with its tag and length.
    pub(super) whole: &'d [u8],
}

impl<'d> Element<'d> {
    pub(super) fn elements(self) -> Elements<'d> {
        Elements { rest: self.body }
    }

    /// The bits of a bit string that fills whole bytes.
    pub(super) fn bits(self) -> Option<&'d [u8]> {
        match self.body.split_first() {
            Some((0, bits)) if self.tag == BIT_STRING => Some(bits),
            _ => None,
        }
    }
}

/// Elements one after the other.
#[derive(Clone)]
pub(super) struct Elements<'d> {
    rest: &'d [u8],
}

impl<'d> Elements<'d> {
    pub(super) fn of(bytes: &'d [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next element of this tag.
    pub(super) fn expect(&mut self, tag: u8) -> Result<Element<'d>, X509Fault> {
        match self.next() {
            Some(Ok(element)) if element.tag == tag => Ok(element),
            _ => Err(X509Fault::Malformed),
        }
    }

    /// The next element if it has this tag; otherwise nothing is taken.
    pub(super) fn optional(&mut self, tag: u8) -> Result<Option<Element<'d>>, X509Fault> {
        if self.rest.first() == Some(&tag) {
            self.expect(tag).map(Some)
        } else {
            Ok(None)
        }
    }

    fn read(&mut self) -> Option<Element<'d>> {
        let (tag, after) = self.rest.split_first()?;
        // Tags of several bytes do not occur in certificates.
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (first, mut after) = after.split_first()?;
        let mut length = usize::from(*first);
        if length >= 0x80 {
            let (bytes, rest) = after.split_at_checked(length & 0x7f)?;
            if !(1..=4).contains(&bytes.len()) {
                return None;
            }
            length = bytes
                .iter()
                .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            after = rest;
        }
        let (body, rest) = after.split_at_checked(length)?;
        let whole = self.rest.get(..self.rest.len() - rest.len())?;
        self.rest = rest;
        Some(Element {
            tag: *tag,
            body,
            whole,
        })
    }
}

impl<'d> Iterator for Elements<'d> {
    type Item = Result<Element<'d>, X509Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let element = self.read().ok_or(X509Fault::Malformed);
        if element.is_err() {
            self.rest = &[];
        }
        Some(element)
    }
}
