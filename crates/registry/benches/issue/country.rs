//! A country whose doses are signed, and its department.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use khien_certificate::cose::{MemorySigner, Signer as _};
use khien_certificate::dose_signing::{DoseFacts, Stated, Statement};
use khien_certificate::hc1::Packing;
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::merkle::Hash;
use khien_certificate::x509::{Certificate, Validity};
use khien_registry::passport::Ministry;
use khien_store::{
    AccountRow, CertificateDueRow, DoseRow, DoseSignatureRow, DoseSigningRow, Moment, PersonRow,
    SigningAuthorityRow, SigningCertificateRow, Store,
};
use khien_synth::{Plan, Register};

use super::database::Database;
use super::people::{facility, id, noon, one_dose, person};
use super::{FACILITY, indexes};

/// Doses of an act of signing: a good day of a large team.
const ACT: usize = 500;
/// People that are written together.
const STEP: usize = 20_000;

/// When passports are issued.
pub(crate) fn now() -> Timestamp {
    "2022-06-20T05:00:00Z".parse().unwrap()
}

/// Bytes that never come twice; identifiers need no more here.
struct Drawn(AtomicU64);

impl RandomBytes for Drawn {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        for piece in bytes.chunks_mut(8) {
            // SplitMix64, by Steele, Lea and Flood (2014).
            let mut mixed = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            let drawn = (mixed ^ (mixed >> 31)).to_le_bytes();
            piece.copy_from_slice(&drawn[..piece.len()]);
        }
        Ok(())
    }
}

/// Somebody's key with a certificate, and who vouches for it.
struct Holder {
    authority: Certificate,
    certificate: Certificate,
    key: MemorySigner,
}

fn holder(random: &Drawn) -> Holder {
    let names = |common_name: &str| Names {
        country: "VN".to_owned(),
        organisation: "Bộ Y tế".to_owned(),
        common_name: common_name.to_owned(),
    };
    let validity = Validity {
        not_before: "2021-01-01T00:00:00Z".parse().unwrap(),
        not_after: "2027-01-01T00:00:00Z".parse().unwrap(),
    };
    let key = || IssuerKey::generate(KeyAlgorithm::P256, random).unwrap();
    let authority = Authority::create(names("1"), key(), validity, random).unwrap();
    let own = key();
    let terms = SignerTerms {
        validity,
        usages: &[],
    };
    let certificate = authority.certify(&names("2"), own.spki(), &terms, random);
    let certificate = certificate.unwrap();
    let key = MemorySigner::from_pkcs8(&own.to_pkcs8().unwrap(), certificate.kid());
    Holder {
        authority: authority.certificate().clone(),
        certificate,
        key: key.unwrap(),
    }
}

/// Fills the registry; gives the department.
pub(crate) async fn fill(database: &Database, people: u64, doses: u64) -> Ministry {
    let random = Drawn(AtomicU64::new(1));
    let head = holder(&random);
    let store = database.open().await;
    ground(&store, &head).await;
    let makes = match database {
        Database::Postgres { .. } => indexes::take_away(database).await,
        Database::Sqlite(_) => Vec::new(),
    };
    let register = Register::generate(&Plan::new(people, 1, 7)).unwrap();
    let mut written = Country::default();
    for (number, row) in (0..).zip(register.rows()) {
        written.add(person(number, row), (number, doses));
        if written.people.len() == STEP {
            written.write(&store, &head).await;
        }
    }
    written.write(&store, &head).await;
    store.close().await;
    indexes::run(database, makes).await;
    if let Database::Postgres { .. } = database {
        indexes::run(database, vec!["VACUUM ANALYZE".to_owned()]).await;
    }
    let department = holder(&random);
    Ministry {
        certificate: department.certificate,
        signer: Arc::new(department.key),
        country: "VN".to_owned(),
        authority: "Bộ Y tế".to_owned(),
        cards_at: None,
        packing: Packing::Shorter,
        compares_clocks: false,
        random: Arc::new(random),
    }
}

/// What everything refers to.
async fn ground(store: &Store, head: &Holder) {
    let at = Moment(noon());
    let mut tx = store.write().await.unwrap();
    tx.insert_facility(&facility()).await.unwrap();
    tx.insert_account(&account()).await.unwrap();
    let authority = SigningAuthorityRow {
        id: id(3, 1),
        name: "CA".to_owned(),
        certificate: head.authority.as_der().to_vec(),
        added_by: id(4, 1),
        added_at: at,
        ended_at: None,
        reason: "x".to_owned(),
    };
    tx.insert_signing_authority(&authority).await.unwrap();
    let certificate = SigningCertificateRow {
        id: id(5, 1),
        account_id: id(4, 1),
        authority_id: id(3, 1),
        certificate: head.certificate.as_der().to_vec(),
        added_at: at,
        ended_at: None,
        reason: None,
    };
    tx.insert_signing_certificate(&certificate).await.unwrap();
    tx.commit().await.unwrap();
}

fn account() -> AccountRow {
    let at = Moment(noon());
    AccountRow {
        id: id(4, 1),
        login: "head".to_owned(),
        name: "x".to_owned(),
        password_hash: None,
        password_until: None,
        totp_secret: None,
        totp_last_step: None,
        openid_issuer: None,
        openid_subject: None,
        failures: 0,
        failed_at: None,
        language: "vi".to_owned(),
        closed_at: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

/// What is written together.
#[derive(Default)]
struct Country {
    people: Vec<PersonRow>,
    doses: Vec<DoseRow>,
    due: Vec<CertificateDueRow>,
    acts: u64,
}

impl Country {
    fn add(&mut self, row: PersonRow, (number, doses): (u64, u64)) {
        self.due.push(CertificateDueRow {
            id: id(6, number),
            person_id: row.id,
            cause: "signed".to_owned(),
            is_released: true,
        });
        self.people.push(row);
        let signed = |nth| DoseRow {
            state: "signed".to_owned(),
            ..one_dose(number, nth)
        };
        self.doses.extend((0..doses).map(signed));
    }

    async fn write(&mut self, store: &Store, head: &Holder) {
        let mut tx = store.write().await.unwrap();
        tx.insert_people(&self.people).await.unwrap();
        tx.insert_doses(&self.doses).await.unwrap();
        for day in self.doses.chunks(ACT) {
            self.acts += 1;
            let (row, leaves) = signing(self.acts, day, head);
            tx.insert_dose_signing(&row, &leaves).await.unwrap();
        }
        tx.insert_certificate_due(&self.due).await.unwrap();
        tx.commit().await.unwrap();
        self.people.clear();
        self.doses.clear();
        self.due.clear();
    }
}

fn leaf(row: &DoseRow) -> Hash {
    let facts = DoseFacts {
        country: &row.country,
        dose: &row.id.to_string(),
        facility: row.facility_code.as_deref().unwrap_or_default(),
        given_on: &row.given_on.0.to_string(),
        kind: &row.kind,
        lot: row.lot_number.as_deref(),
        ordinal: row.ordinal,
        person: &row.person_id.to_string(),
        product: &row.product_code,
    };
    facts.leaf()
}

/// An act of signing as the head signs it.
fn signing(
    number: u64,
    doses: &[DoseRow],
    head: &Holder,
) -> (DoseSigningRow, Vec<DoseSignatureRow>) {
    let act = id(7, number);
    let hashes: Vec<Hash> = doses.iter().map(leaf).collect();
    let stated = Stated {
        signing: &act.to_string(),
        facility: FACILITY,
        certificate: head.certificate.as_der(),
        time: noon(),
    };
    let statement = Statement::over(stated, &hashes).unwrap().canonical();
    let leaves = (0..).zip(doses.iter().zip(&hashes));
    let leaves = leaves.map(|(place, (dose, hash))| DoseSignatureRow {
        signing_id: act,
        place,
        dose_id: dose.id,
        leaf: hash.as_bytes().to_vec(),
    });
    let row = DoseSigningRow {
        id: act,
        facility_code: FACILITY.to_owned(),
        certificate_id: id(5, 1),
        root: khien_certificate::merkle::root(&hashes)
            .unwrap()
            .as_bytes()
            .to_vec(),
        doses: i64::try_from(doses.len()).unwrap(),
        signature: Some(head.key.sign(statement.as_bytes()).unwrap()),
        statement,
        prepared_by: id(4, 1),
        prepared_at: Moment(noon()),
        signed_at: Some(Moment(noon())),
    };
    (row, leaves.collect())
}
