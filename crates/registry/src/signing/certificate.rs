//! The certificate with which somebody signs. Its private key is never here.

use khien_certificate::cose::{CoseFault, VerifyingKey};
use khien_certificate::trust::{ChainFault, chain};
use khien_certificate::x509::{Certificate, X509Fault};
use khien_domain::rights::{Act, scopes};
use khien_store::{Moment, SigningCertificateRow, StoreError, Tx};
use uuid::Uuid;

use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::registry::Registry;
use crate::written::{Written, json, write};

/// Why a certificate was not added or ended, or does not count.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// The right to sign anything is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// It cannot be read.
    #[error("the certificate cannot be read")]
    Unreadable(#[from] X509Fault),
    /// Its key is of no kind that signs here: P-256, or RSA of at least 2048 bits.
    #[error("the certificate's key cannot sign here")]
    Key(#[from] CoseFault),
    /// No accepted authority vouches for it now.
    #[error("no accepted authority vouches for the certificate: {0}")]
    Chain(#[from] ChainFault),
    /// It is somebody's already.
    #[error("the certificate is known")]
    Known,
    /// There is no such certificate, it is another's, or it was ended.
    #[error("there is no such certificate")]
    NoCertificate,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The database.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for CertificateError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Exists(_) => Self::Known,
            other => Self::Store(other),
        }
    }
}

/// A certificate to sign with.
#[derive(Clone, Copy, Debug)]
pub struct NewCertificate<'a> {
    /// Made by the client.
    pub id: Uuid,
    /// DER.
    pub certificate: &'a [u8],
}

/// Adds the certificate with which who acts will sign.
///
/// # Errors
/// See [`CertificateError`]. Nothing is written then.
pub async fn add_certificate(
    registry: &Registry,
    by: &By<'_>,
    new: NewCertificate<'_>,
) -> Result<(), CertificateError> {
    signs_somewhere(by)?;
    let certificate = Certificate::from_der(new.certificate)?;
    VerifyingKey::from_certificate(&certificate)?;
    let mut tx = registry.store.write().await?;
    let authority = vouched(&mut tx, by, &certificate).await?;
    let row = SigningCertificateRow {
        id: new.id,
        account_id: by.actor.account,
        authority_id: authority,
        certificate: new.certificate.to_vec(),
        added_at: Moment(by.at),
        ended_at: None,
        reason: None,
    };
    tx.insert_signing_certificate(&row).await?;
    let after = json(&serde_json::json!({"kid": certificate.kid().to_string()}));
    write(&mut tx, by, noted(new.id, (None, Some(after)), None)).await?;
    tx.commit().await?;
    Ok(())
}

/// Signs nothing new with one of one's own certificates: it was lost, or is replaced.
///
/// # Errors
/// See [`CertificateError`]. Nothing is written then.
pub async fn end_certificate(
    registry: &Registry,
    by: &By<'_>,
    id: Uuid,
    reason: &str,
) -> Result<(), CertificateError> {
    let reason = worded(reason).ok_or(CertificateError::NoReason)?;
    let mut tx = registry.store.write().await?;
    own(&mut tx, by, id).await?;
    if !tx
        .end_signing_certificate(id, Moment(by.at), reason)
        .await?
    {
        return Err(CertificateError::NoCertificate);
    }
    let before = json(&serde_json::json!({"state": "in_use"}));
    write(&mut tx, by, noted(id, (Some(before), None), Some(reason))).await?;
    tx.commit().await?;
    Ok(())
}

/// One's own certificates, also ended ones, the newest first.
///
/// # Errors
/// The database.
pub async fn certificates(
    registry: &Registry,
    by: &By<'_>,
) -> Result<Vec<SigningCertificateRow>, StoreError> {
    let mut tx = registry.store.read().await?;
    tx.signing_certificates_of(by.actor.account).await
}

/// A certificate with which who acts may sign now.
pub(super) async fn usable(
    tx: &mut Tx,
    by: &By<'_>,
    id: Uuid,
) -> Result<Certificate, CertificateError> {
    let row = own(tx, by, id).await?;
    let certificate = Certificate::from_der(&row.certificate)?;
    vouched(tx, by, &certificate).await?;
    Ok(certificate)
}

async fn own(
    tx: &mut Tx,
    by: &By<'_>,
    id: Uuid,
) -> Result<SigningCertificateRow, CertificateError> {
    let row = tx.signing_certificate(id).await?;
    row.filter(|row| row.account_id == by.actor.account && row.ended_at.is_none())
        .ok_or(CertificateError::NoCertificate)
}

/// Which accepted authority vouches for a certificate now.
async fn vouched(
    tx: &mut Tx,
    by: &By<'_>,
    certificate: &Certificate,
) -> Result<Uuid, CertificateError> {
    let mut accepted = tx.signing_authorities().await?;
    accepted.retain(|row| row.ended_at.is_none());
    let mut fault = ChainFault::NoIssuer;
    for row in accepted {
        let authority = Certificate::from_der(&row.certificate)?;
        match chain::check(certificate, [&authority], by.at) {
            Ok(_) => return Ok(row.id),
            Err(other) => fault = fault.max(other),
        }
    }
    Err(fault.into())
}

fn signs_somewhere(by: &By<'_>) -> Result<(), NotAllowed> {
    let mut anywhere = scopes(&by.actor.assignments, Act::DoseSign, by.at);
    anywhere.next().map(drop).ok_or(NotAllowed(Act::DoseSign))
}

fn noted(
    id: Uuid,
    (before, after): (Option<String>, Option<String>),
    reason: Option<&str>,
) -> Written<'_> {
    Written {
        act: Act::DoseSign.code(),
        kind: "signing_certificate",
        subject: id.to_string(),
        before,
        after,
        reason,
    }
}
