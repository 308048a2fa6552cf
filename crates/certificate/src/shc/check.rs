//! Whether a card is to be trusted.

use jiff::Timestamp;

use super::card::Card;
use super::directory::Directory;
use super::fault::ShcFault;
use super::jwk::ShcKey;
use super::jws::Jws;

/// What is known about the revocation of a card that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// The card has no id to be revoked by, or its key no list.
    NotRevocable,
    /// The list was looked at, and the card is not on it.
    NotRevoked,
    /// The key has a list that the directory lacks.
    Unknown,
}

/// A card that an issuer of the directory signed, that is valid and not known to be revoked.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What it says.
    pub card: Card,
    /// The id of the key that signed it.
    pub kid: String,
    /// What is known about its revocation.
    pub revocation: Revocation,
}

impl Directory {
    /// Checks a card in its compact form: form, signature, revocation, validity at `now`, in this
    /// order.
    ///
    /// # Errors
    /// The first [`ShcFault`].
    pub fn check(&self, jws: &str, now: Timestamp) -> Result<Checked, ShcFault> {
        let checked = self.verify(jws)?;
        if now < checked.card.not_before() {
            return Err(ShcFault::NotYetValid);
        }
        if checked.card.expires().is_some_and(|expires| now >= expires) {
            return Err(ShcFault::Expired);
        }
        Ok(checked)
    }

    /// As [`Directory::check`], at no particular time.
    ///
    /// # Errors
    /// The first [`ShcFault`].
    pub fn verify(&self, jws: &str) -> Result<Checked, ShcFault> {
        let jws = Jws::read(jws)?;
        let card = Card::read(jws.payload())?;
        let keys = self.keys_of(card.issuer()).ok_or(ShcFault::UnknownIssuer)?;
        let key = keys.get(jws.kid()).ok_or(ShcFault::UnknownKey)?;
        jws.verify(&key.key)?;
        let revocation = self.revocation(&card, key)?;
        Ok(Checked {
            card,
            kid: key.kid.clone(),
            revocation,
        })
    }

    fn revocation(&self, card: &Card, key: &ShcKey) -> Result<Revocation, ShcFault> {
        let (Some(rid), Some(version)) = (card.rid(), key.crl_version) else {
            return Ok(Revocation::NotRevocable);
        };
        let Some(list) = self.list_of(card.issuer(), &key.kid) else {
            return Ok(Revocation::Unknown);
        };
        let list = list.as_ref().map_err(|fault| *fault)?;
        if list.version() != version {
            return Err(super::crl::CrlFault::Version.into());
        }
        if list.revokes(rid, card.not_before()) {
            return Err(ShcFault::Revoked);
        }
        Ok(Revocation::NotRevoked)
    }
}
