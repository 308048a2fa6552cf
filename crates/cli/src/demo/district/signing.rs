//! Who signs: an authority of the demonstration that the ministry accepts, certificates for the
//! head of the station and for the province's signer. The province signed what was given before the
//! last days, and doses of those wait.

use super::accounts::{FACTORY_SIGNER, LOADER, PROVINCE_SIGNER};
use super::{COMMUNE, District, STATION, facilities};
use crate::serve::outside::{SystemRandom, TimeIds};
use anyhow::{Context, Result};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use khien_certificate::cose::MemorySigner;
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::KeyAlgorithm;
use khien_certificate::x509::Validity;
use khien_registry::dose::{self, NewDose, RecordError, Source};
use khien_registry::facility::FacilityKind;
use khien_registry::signing::{self, NewAuthority, NewCertificate, Signing};
use khien_registry::{Actor, By, NewIds};
use uuid::Uuid;

/// Logins whose holders sign.
const SIGNERS: [&str; 3] = ["truong-tram", PROVINCE_SIGNER, FACTORY_SIGNER];
/// Facilities that are to sign by themselves, and have not begun: teams, a factory, schools.
const UNSIGNED_KINDS: [FacilityKind; 2] = [FacilityKind::MobileTeam, FacilityKind::Workplace];
/// The first day whose doses nobody has signed yet.
const UNSIGNED_SINCE: Date = Date::constant(2022, 6, 20);
/// How long the certificates are good, before and after the morning.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24 * 365);
/// How many days ago doses were given that wait, and how many.
const WAITING: [(i64, usize); 4] = [(6, 6), (1, 12), (3, 5), (4, 3)];
/// Residents that are looked through.
const LOOKED_THROUGH: i64 = 600;
/// An older dose is long enough ago by every rule.
const DUE_SINCE: Date = Date::constant(2022, 2, 20);

/// The province's signer with the key at hand.
pub(super) struct Appointed {
    actor: Actor,
    certificate: Uuid,
    key: MemorySigner,
}

/// Makes the authority and the certificates; gives the province's signer.
pub(super) async fn certify(district: &District<'_>) -> Result<Appointed> {
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
    let mut appointed = None;
    for login in SIGNERS {
        let actor = district.actor(login).await?;
        let key = IssuerKey::generate(KeyAlgorithm::P256, &SystemRandom)?;
        let terms = SignerTerms {
            validity,
            usages: &[],
        };
        let holder = names("Huyện Đông Hưng", login);
        let certificate = authority.certify(&holder, key.spki(), &terms, &SystemRandom)?;
        district.signers.keep(actor.account, &key, district.pin)?;
        let by = district.by(&actor, None);
        let new = NewCertificate {
            id: TimeIds.new_id(by.at),
            certificate: certificate.as_der(),
        };
        signing::add_certificate(district.registry, &by, new).await?;
        if login == PROVINCE_SIGNER {
            appointed = Some(Appointed {
                certificate: new.id,
                key: MemorySigner::from_pkcs8(&key.to_pkcs8()?, certificate.kid())?,
                actor,
            });
        }
    }
    appointed.context("the province has a signer")
}

/// Signs what was given before the last days at stations and the hospital, a facility's day in each
/// act.
pub(super) async fn sign_past(district: &District<'_>, appointed: &Appointed) -> Result<()> {
    let by = district.by(&appointed.actor, None);
    let later = facilities::codes(&UNSIGNED_KINDS)?;
    for facility in signing::signing_facilities(district.registry, &by).await? {
        if later.contains(&facility.code) {
            continue;
        }
        // So many days are told at once, the oldest first.
        while sign_oldest_days(district, (appointed, &by), &facility.code).await? {}
    }
    Ok(())
}

/// Signs the days that a facility is told of; `false`: there was none to be signed.
async fn sign_oldest_days(
    district: &District<'_>,
    (appointed, by): (&Appointed, &By<'_>),
    facility: &str,
) -> Result<bool> {
    let days = signing::signing_days(district.registry, by, facility).await?;
    let past = days.into_iter().filter(|row| row.day.0 < UNSIGNED_SINCE);
    let mut signed = false;
    for row in past {
        let day = signing::signing_day(district.registry, by, facility, row.day.0).await?;
        let doses: Vec<Uuid> = day.waiting.iter().map(|it| it.dose.id).collect();
        let order = Signing {
            id: TimeIds.new_id(by.at),
            facility,
            doses: &doses,
            seen: &[],
            certificate: appointed.certificate,
        };
        signing::sign(district.registry, by, order, &appointed.key).await?;
        signed = true;
    }
    Ok(signed)
}

fn names(organisation: &str, common_name: &str) -> Names {
    Names {
        country: "VN".to_owned(),
        organisation: organisation.to_owned(),
        common_name: common_name.to_owned(),
    }
}

/// Records doses of the last days at the station, to others than who is expected this morning.
pub(super) async fn give_earlier(district: &District<'_>, expected: &[Uuid]) -> Result<()> {
    let loader = district.actor(LOADER).await?;
    let by = district.by(&loader, Some(STATION));
    let mut people = due(district, expected).await?.into_iter();
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

/// Residents whose last dose is some months ago. Those whose doses are all signed come first: with
/// one more signature they have a passport.
async fn due(district: &District<'_>, expected: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut tx = district.registry.store().read().await?;
    let residents = tx
        .residents(COMMUNE, None, "", Uuid::nil(), LOOKED_THROUGH)
        .await?;
    let mut due = Vec::new();
    for person in residents.iter().filter(|row| !expected.contains(&row.id)) {
        let doses = tx.doses(person.id).await?;
        let last = doses.iter().map(|dose| dose.given_on.0).max();
        if last.is_some_and(|last| last < DUE_SINCE) {
            let all_signed = doses.iter().all(|dose| dose.state == "signed");
            due.push((!all_signed, person.id));
        }
    }
    due.sort_by_key(|(waits, _)| *waits);
    Ok(due.into_iter().map(|(_, id)| id).collect())
}
