//! Signing as it travels.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use khien_registry::signing::{DoubtfulSession, SigningDay, Waiting};
use khien_store::{SigningAuthorityRow, SigningCertificateRow, UnsignedDayRow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::doses::Dose;
use crate::api::wire::IsoDay;

/// A day with doses that wait for a signature.
#[derive(Serialize, ToSchema)]
pub(super) struct UnsignedDay {
    /// The day on which they were given.
    day: IsoDay,
    /// How many.
    doses: i64,
    /// How many days have passed: doses are to be signed on their day.
    days_late: i32,
}

impl UnsignedDay {
    pub(super) fn of(row: UnsignedDayRow, today: jiff::civil::Date) -> Self {
        let late = row.day.0.until(today).map_or(0, |span| span.get_days());
        Self {
            day: IsoDay(row.day.0),
            doses: row.doses,
            days_late: late.max(0),
        }
    }
}

/// Days with doses that wait for a signature.
#[derive(Serialize, ToSchema)]
pub(super) struct UnsignedDays {
    pub(super) days: Vec<UnsignedDay>,
}

/// A dose that waits for a signature.
#[derive(Serialize, ToSchema)]
struct UnsignedDose {
    /// As it is recorded, and as it would be signed.
    dose: Dose,
    /// Whether the person's identity is settled. The dose may be signed without that; a certificate
    /// is made only with it.
    identity_settled: bool,
    /// What the person last called wrong in the record, by code.
    questioned: Vec<String>,
}

impl From<Waiting> for UnsignedDose {
    fn from(waiting: Waiting) -> Self {
        Self {
            identity_settled: waiting.is_verified(),
            questioned: waiting.refused,
            dose: waiting.dose.into(),
        }
    }
}

/// A session to be looked at before its doses are signed.
#[derive(Serialize, ToSchema)]
struct SessionInDoubt {
    id: Uuid,
    /// As it was called.
    name: String,
    /// `open`, or `differs`: it was closed, and vials and doses did not agree.
    why: &'static str,
}

impl From<DoubtfulSession> for SessionInDoubt {
    fn from(session: DoubtfulSession) -> Self {
        let why = if session.is_closed { "differs" } else { "open" };
        Self {
            id: session.id,
            name: session.name,
            why,
        }
    }
}

/// The doses of a day that wait for a signature.
#[derive(Serialize, ToSchema)]
pub(super) struct UnsignedDoses {
    day: IsoDay,
    doses: Vec<UnsignedDose>,
    /// Sessions that are still open, or whose counts did not agree.
    sessions_in_doubt: Vec<SessionInDoubt>,
}

impl From<SigningDay> for UnsignedDoses {
    fn from(day: SigningDay) -> Self {
        let sessions = day.sessions.into_iter().map(SessionInDoubt::from);
        Self {
            day: IsoDay(day.day),
            doses: day.waiting.into_iter().map(UnsignedDose::from).collect(),
            sessions_in_doubt: sessions.collect(),
        }
    }
}

/// A dose to be signed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DoseToSign {
    pub(super) id: Uuid,
    /// The version that was looked at. A dose that was changed since is not signed.
    pub(super) version: i64,
}

/// Doses to be signed in one act.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SigningToPrepare {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// The doses, of any day of the facility.
    pub(super) doses: Vec<DoseToSign>,
    /// Id of the caller's own certificate.
    pub(super) certificate: Uuid,
}

/// A statement that waits for its signature.
#[derive(Serialize, ToSchema)]
pub(super) struct PreparedSigning {
    pub(super) id: Uuid,
    /// What is to be signed, to the byte, in UTF-8: with ECDSA on P-256 and SHA-256, or with
    /// RSA-PSS, SHA-256 and a salt of 32 bytes, as the certificate's key is.
    pub(super) statement: String,
}

/// A signature over a prepared statement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SigningToComplete {
    /// In Base64: r and s of 32 bytes each, or as many bytes as the RSA key has.
    #[schema(format = Byte)]
    signature: String,
}

impl SigningToComplete {
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        STANDARD.decode(self.signature.trim()).ok()
    }
}

/// A certificate to sign with.
#[derive(Serialize, ToSchema)]
struct SigningCertificate {
    id: Uuid,
    /// Id of the authority that vouches for it.
    authority: Uuid,
    /// X.509 in DER, in Base64.
    #[schema(format = Byte)]
    certificate: String,
    #[schema(format = DateTime)]
    added_at: String,
    /// Since when it signs nothing new.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

/// The caller's own certificates.
#[derive(Serialize, ToSchema)]
pub(super) struct SigningCertificates {
    certificates: Vec<SigningCertificate>,
}

impl From<Vec<SigningCertificateRow>> for SigningCertificates {
    fn from(rows: Vec<SigningCertificateRow>) -> Self {
        let rows = rows.into_iter().map(|row| SigningCertificate {
            id: row.id,
            authority: row.authority_id,
            certificate: STANDARD.encode(&row.certificate),
            added_at: row.added_at.0.to_string(),
            ended_at: row.ended_at.map(|at| at.0.to_string()),
        });
        Self {
            certificates: rows.collect(),
        }
    }
}

/// An authority whose certificates count.
#[derive(Serialize, ToSchema)]
struct SigningAuthority {
    id: Uuid,
    /// As people call it.
    name: String,
    /// X.509 in DER, in Base64.
    #[schema(format = Byte)]
    certificate: String,
    #[schema(format = DateTime)]
    accepted_at: String,
    /// Since when its certificates sign nothing new; what they signed before stays signed.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

/// Authorities whose certificates count, or did.
#[derive(Serialize, ToSchema)]
pub(super) struct SigningAuthorities {
    authorities: Vec<SigningAuthority>,
}

impl From<Vec<SigningAuthorityRow>> for SigningAuthorities {
    fn from(rows: Vec<SigningAuthorityRow>) -> Self {
        let rows = rows.into_iter().map(|row| SigningAuthority {
            id: row.id,
            name: row.name,
            certificate: STANDARD.encode(&row.certificate),
            accepted_at: row.added_at.0.to_string(),
            ended_at: row.ended_at.map(|at| at.0.to_string()),
        });
        Self {
            authorities: rows.collect(),
        }
    }
}
