//! Who signs: an authority of the demonstration that the ministry accepts, certificates for the
//! head of the station and for the province's signer, and doses of the last days that wait.

use super::accounts::LOADER;
use super::{COMMUNE, District, STATION};
use crate::serve::outside::{SystemRandom, TimeIds};
use anyhow::{Context, Result};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::KeyAlgorithm;
use khien_certificate::x509::Validity;
use khien_registry::NewIds;
use khien_registry::dose::{self, NewDose, RecordError, Source};
use khien_registry::signing::{self, NewAuthority, NewCertificate};
use uuid::Uuid;

/// Logins whose holders sign.
const SIGNERS: [&str; 2] = ["truong-tram", "ky-so"];
/// How long the certificates are good, before and after the morning.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24 * 365);
/// How many days ago doses were given that wait, and how many.
const WAITING: [(i64, usize); 3] = [(1, 12), (3, 5), (4, 3)];
/// Residents that are looked through.
const LOOKED_THROUGH: i64 = 600;
/// An older dose is long enough ago by every rule.
const DUE_SINCE: Date = Date::constant(2022, 2, 20);

/// Makes the authority and the certificates.
pub(super) async fn certify(district: &District<'_>) -> Result<()> {
    // Certificates know whole seconds.
    let now = Timestamp::from_second(district.clock.now().as_second())?;
    let validity = Validity {
        not_before: now.saturating_sub(GOOD_FOR)?,
        not_after: now.saturating_add(GOOD_FOR)?,
    };
    let key = IssuerKey::generate(KeyAlgorithm::P256, &SystemRandom)?;
    let root = names("CA dùng thử", "Khiên demo root");
    let authority = Authority::create(root, key, validity, &SystemRandom)?;
    let ministry = district.actor("cuc-ytdp").await?;
    let by = district.by(&ministry, None);
    let new = NewAuthority {
        id: TimeIds.new_id(by.at),
        name: "CA dùng thử",
        certificate: authority.certificate().as_der(),
        reason: "Bản dùng thử",
    };
    signing::accept_authority(district.registry, &by, new).await?;
    for login in SIGNERS {
        let signer = district.actor(login).await?;
        let key = IssuerKey::generate(KeyAlgorithm::P256, &SystemRandom)?;
        let terms = SignerTerms {
            validity,
            usages: &[],
        };
        let holder = names("Huyện Đông Hưng", login);
        let certificate = authority.certify(&holder, key.spki(), &terms, &SystemRandom)?;
        district.signers.keep(signer.account, &key, district.pin)?;
        let by = district.by(&signer, None);
        let new = NewCertificate {
            id: TimeIds.new_id(by.at),
            certificate: certificate.as_der(),
        };
        signing::add_certificate(district.registry, &by, new).await?;
    }
    Ok(())
}

fn names(organisation: &str, common_name: &str) -> Names {
    Names {
        country: "VN".to_owned(),
        organisation: organisation.to_owned(),
        common_name: common_name.to_owned(),
    }
}

/// Records doses of the last days at the station.
pub(super) async fn give_earlier(district: &District<'_>) -> Result<()> {
    let loader = district.actor(LOADER).await?;
    let by = district.by(&loader, Some(STATION));
    let mut people = due(district).await?.into_iter();
    for (days_ago, wanted) in WAITING {
        let day = by.today().checked_sub(days_ago.days())?;
        let mut given = 0;
        while given < wanted {
            let person = people.next().context("the sample has residents enough")?;
            let new = dose(TimeIds.new_id(by.at), person, day);
            match dose::record(district.registry, &by, new).await {
                Ok(()) => given += 1,
                // A rule speaks against it: this person has none that day.
                Err(RecordError::Stopped(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}

fn dose(id: Uuid, person: Uuid, day: Date) -> NewDose {
    NewDose {
        id,
        person,
        product: "comirnaty".to_owned(),
        lot: None,
        lot_number: "FP1430".to_owned(),
        facility: Some(STATION.to_owned()),
        session: None,
        import: None,
        country: "VN".to_owned(),
        given_on: day,
        kind: None,
        ordinal: None,
        source: Source::BackEntry,
        overridden: None,
    }
}

/// Residents whose last dose is some months ago, from the end of the list: those at its beginning
/// are expected in this morning's session.
async fn due(district: &District<'_>) -> Result<Vec<Uuid>> {
    let mut tx = district.registry.store().read().await?;
    let residents = tx
        .residents(COMMUNE, None, "", Uuid::nil(), LOOKED_THROUGH)
        .await?;
    let mut due = Vec::new();
    for person in residents.iter().rev() {
        let doses = tx.doses(person.id).await?;
        let last = doses.iter().map(|dose| dose.given_on.0).max();
        if last.is_some_and(|last| last < DUE_SINCE) {
            due.push(person.id);
        }
    }
    Ok(due)
}
