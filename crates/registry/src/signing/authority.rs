//! The authorities whose signing certificates count: several, as the ministry decides (in 2022 one
//! company's signatures alone were accepted, and facilities with another's could not sign).

use khien_certificate::x509::{Certificate, X509Fault};
use khien_domain::rights::{Act, Place};
use khien_store::{Moment, SigningAuthorityRow, StoreError};
use uuid::Uuid;

use crate::by::{By, NotAllowed};
use crate::given::{given, worded};
use crate::registry::Registry;
use crate::written::{Written, json, write};

/// Why an authority was not accepted or ended.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// No letter or reason is named.
    #[error("a reason is needed")]
    NoReason,
    /// A name is needed.
    #[error("a name is needed")]
    NoName,
    /// The certificate cannot be read.
    #[error("the certificate cannot be read")]
    Unreadable(#[from] X509Fault),
    /// The certificate may not vouch for others.
    #[error("the certificate is not an authority's")]
    NotAnAuthority,
    /// It is past its validity, or before.
    #[error("the certificate is not valid now")]
    NotValid,
    /// It is accepted already, or was once.
    #[error("the authority is known")]
    Known,
    /// There is no such authority, or it was ended already.
    #[error("there is no such authority")]
    NoAuthority,
    /// The database.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for AuthorityError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Exists(_) => Self::Known,
            other => Self::Store(other),
        }
    }
}

/// An authority to be accepted.
#[derive(Clone, Copy, Debug)]
pub struct NewAuthority<'a> {
    /// Made by the client.
    pub id: Uuid,
    /// As people call it.
    pub name: &'a str,
    /// Its certificate, DER.
    pub certificate: &'a [u8],
    /// The letter or decision that accepts it.
    pub reason: &'a str,
}

/// Accepts an authority's certificates from now on.
///
/// # Errors
/// See [`AuthorityError`]. Nothing is written then.
pub async fn accept_authority(
    registry: &Registry,
    by: &By<'_>,
    new: NewAuthority<'_>,
) -> Result<(), AuthorityError> {
    by.need(Act::PolicyEdit, &Place::nation())?;
    let reason = worded(new.reason).ok_or(AuthorityError::NoReason)?;
    let name = given(new.name).ok_or(AuthorityError::NoName)?;
    let certificate = Certificate::from_der(new.certificate)?;
    if !certificate.is_authority() || !certificate.may_sign_certificates() {
        return Err(AuthorityError::NotAnAuthority);
    }
    if !certificate.validity().contains(by.at) {
        return Err(AuthorityError::NotValid);
    }
    let row = SigningAuthorityRow {
        id: new.id,
        name: name.to_owned(),
        certificate: new.certificate.to_vec(),
        added_by: by.actor.account,
        added_at: Moment(by.at),
        ended_at: None,
        reason: reason.to_owned(),
    };
    let mut tx = registry.store.write().await?;
    tx.insert_signing_authority(&row).await?;
    let after = json(&serde_json::json!({"name": name, "kid": certificate.kid().to_string()}));
    write(&mut tx, by, noted(new.id, (None, Some(after)), reason)).await?;
    tx.commit().await?;
    Ok(())
}

/// Lets no certificate of an authority sign anything new. What was signed stays signed.
///
/// # Errors
/// See [`AuthorityError`]. Nothing is written then.
pub async fn end_authority(
    registry: &Registry,
    by: &By<'_>,
    id: Uuid,
    reason: &str,
) -> Result<(), AuthorityError> {
    by.need(Act::PolicyEdit, &Place::nation())?;
    let reason = worded(reason).ok_or(AuthorityError::NoReason)?;
    let mut tx = registry.store.write().await?;
    if !tx.end_signing_authority(id, Moment(by.at), reason).await? {
        return Err(AuthorityError::NoAuthority);
    }
    let before = json(&serde_json::json!({"state": "accepted"}));
    write(&mut tx, by, noted(id, (Some(before), None), reason)).await?;
    tx.commit().await?;
    Ok(())
}

/// All authorities, also ended ones, the newest first. No secret: every verifier may know them.
///
/// # Errors
/// The database.
pub async fn authorities(registry: &Registry) -> Result<Vec<SigningAuthorityRow>, StoreError> {
    registry.store.read().await?.signing_authorities().await
}

fn noted(id: Uuid, (before, after): (Option<String>, Option<String>), reason: &str) -> Written<'_> {
    Written {
        act: Act::PolicyEdit.code(),
        kind: "signing_authority",
        subject: id.to_string(),
        before,
        after,
        reason: Some(reason),
    }
}
