//! One country's whole way: authority, signers, certificates, QR symbols, the list that others trust,
//! revocation and its end, roll-over.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;

use jiff::Timestamp;
use khien_certificate::check::Trusted;
use khien_certificate::cose::MemorySigner;
use khien_certificate::cwt::Terms;
use khien_certificate::dcc::{Dcc, Event, PersonName, Vaccination};
use khien_certificate::hc1::{Packing, Read, issue, read};
use khien_certificate::issuer::{
    Authority, IssuerKey, Names, SignerTerms, SigningPeriod, SigningPlan, X509Key as _, public_list,
};
use khien_certificate::keys::KeyAlgorithm;
use khien_certificate::qr::{Level, Scale, Symbol};
use khien_certificate::revocation::slices::{self, cut};
use khien_certificate::revocation::{
    Batch, BatchId, HashType, OfflineAnswer, OfflineRevocation, RevocationSet, hashes_of,
};
use khien_certificate::scan::Picture;
use khien_certificate::trust::{Role, chain, gateway, gdhcn};
use khien_certificate::x509::{Certificate, Usage, Validity};
use random::Counter;

fn at(day: &str) -> Timestamp {
    format!("{day}T00:00:00Z").parse().unwrap()
}

fn names(common_name: &str) -> Names {
    Names {
        country: "VN".to_owned(),
        organisation: "Bộ Y tế".to_owned(),
        common_name: common_name.to_owned(),
    }
}

/// An authority and two signers, one of each algorithm, the second from July on.
struct Country {
    authority: Authority,
    keys: [IssuerKey; 2],
    plan: SigningPlan,
}

fn country() -> Country {
    let random = Counter::new(1);
    let ten_years = Validity {
        not_before: at("2026-01-01"),
        not_after: at("2036-01-01"),
    };
    let key = IssuerKey::generate(KeyAlgorithm::P256, &random).unwrap();
    let authority = Authority::create(names("CSCA"), key, ten_years, &random).unwrap();
    let keys =
        [KeyAlgorithm::P256, KeyAlgorithm::Rsa].map(|it| IssuerKey::generate(it, &random).unwrap());
    let mut plan = SigningPlan::new();
    let halves = [("2026-01-01", "2026-07-01"), ("2026-07-01", "2027-01-01")];
    for (key, (from, until)) in keys.iter().zip(halves) {
        let terms = SignerTerms {
            validity: Validity {
                not_before: at("2026-01-01"),
                not_after: at("2028-02-01"),
            },
            usages: &[Usage::Vaccination],
        };
        let certificate = authority
            .certify(&names(from), key.spki(), &terms, &random)
            .unwrap();
        let (from, until) = (at(from), at(until));
        plan.add(SigningPeriod {
            certificate,
            from,
            until,
            last_expiry: None,
        })
        .unwrap();
    }
    Country {
        authority,
        keys,
        plan,
    }
}

fn dcc(uci: &str) -> Dcc {
    let text = str::to_owned;
    Dcc {
        version: text("1.3.0"),
        name: PersonName {
            surname: Some(text("Nguyễn")),
            given: Some(text("Văn An")),
            surname_letters: Some(text("NGUYEN")),
            given_letters: Some(text("VAN<AN")),
        },
        birth_date: text("1987-05-12"),
        event: Event::Vaccination(Vaccination {
            disease: text("840539006"),
            prophylaxis: text("1119349007"),
            product: text("EU/1/20/1528"),
            manufacturer: text("ORG-100030215"),
            dose: 2,
            doses: 2,
            date: text("2026-02-01"),
            country: text("VN"),
            issuer: text("Bộ Y tế"),
            identifier: text(uci),
        }),
    }
}

impl Country {
    /// Issues with the signer of that day and notes how long its key is needed.
    fn issue(&mut self, uci: &str, day: &str) -> String {
        let expires_at = at("2027-06-01");
        let certificate: Certificate = self.plan.signer_at(at(day)).unwrap().certificate.clone();
        let key = self
            .keys
            .iter()
            .find(|key| key.spki() == certificate.spki())
            .unwrap();
        let pkcs8 = key.to_pkcs8().unwrap();
        let signer = MemorySigner::from_pkcs8(&pkcs8, certificate.kid()).unwrap();
        let terms = Terms {
            issuer: "VN".to_owned(),
            issued_at: at(day),
            expires_at,
        };
        self.plan
            .note_expiry(certificate.kid(), expires_at)
            .unwrap();
        issue(&dcc(uci), &signer, &terms, Packing::Shorter)
            .unwrap()
            .into_string()
    }

    /// What a verifier elsewhere trusts on a day, from the list in one of its forms.
    fn trusted(&self, day: &str, did: bool) -> Trusted {
        let place = ("did:web:khien.example:v2:trustlist", "VNM");
        let list = public_list(&self.plan, self.authority.certificate(), place, at(day)).unwrap();
        let read = if did {
            gdhcn::read(list.did.as_bytes()).unwrap().list
        } else {
            gateway::read(list.gateway.as_bytes()).unwrap()
        };
        let of = |role| read.listed.iter().filter(move |it| it.role == role);
        for signer in of(Role::Signer) {
            let authorities = of(Role::Authority).map(|it| &it.certificate);
            assert!(chain::check(&signer.certificate, authorities, at(day)).is_ok());
        }
        let mut trusted = Trusted::default();
        let bytes = if did { list.did } else { list.gateway };
        trusted.add(bytes.as_bytes()).unwrap();
        trusted
    }
}

/// From paper: the symbol is printed and read again.
fn scanned(text: &str) -> Read {
    let symbol = Symbol::of(text, Level::Q).unwrap();
    let png = symbol
        .to_png(Scale::for_print(&symbol, 42, 600).unwrap())
        .unwrap();
    let found = Picture::read(&png).unwrap().codes().unwrap();
    assert_eq!(found, [text]);
    read(&found[0]).unwrap()
}

fn is_trusted(trusted: &Trusted, read: &Read) -> bool {
    let kid = read.message.kid_bytes().unwrap();
    match read.verify(trusted.named(kid).iter().map(|it| &it.key)) {
        Ok(key) => {
            assert!(read.check_usage(key.usages).is_ok() && read.check_key_period(key).is_ok());
            true
        }
        Err(_) => false,
    }
}

#[test]
fn certificates_of_both_signers_are_trusted_abroad_until_they_expire() {
    let mut country = country();
    let early = scanned(&country.issue("URN:UVCI:01:VN:AAAA", "2026-03-01"));
    let late = scanned(&country.issue("URN:UVCI:01:VN:BBBB", "2026-08-01"));
    for did in [false, true] {
        for (day, trusted) in [
            ("2026-08-01", true),
            ("2027-05-31", true),
            ("2027-06-02", false),
        ] {
            let store = country.trusted(day, did);
            assert_eq!(is_trusted(&store, &early), trusted, "{day}");
            assert_eq!(is_trusted(&store, &late), trusted, "{day}");
        }
    }
}

#[test]
fn a_signer_whose_key_was_lost_is_trusted_no_more() {
    let mut country = country();
    let early = scanned(&country.issue("URN:UVCI:01:VN:AAAA", "2026-03-01"));
    let late = scanned(&country.issue("URN:UVCI:01:VN:BBBB", "2026-08-01"));
    country.plan.revoke(early.message.kid().unwrap());
    let store = country.trusted("2026-08-02", true);
    assert!(!is_trusted(&store, &early));
    assert!(is_trusted(&store, &late));
}

#[test]
fn a_certificate_is_revoked_and_valid_again() {
    let mut country = country();
    // Issued twice under one identifier: the first is revoked by its signature.
    let first = scanned(&country.issue("URN:UVCI:01:VN:AAAA", "2026-03-01"));
    let again = scanned(&country.issue("URN:UVCI:01:VN:AAAA", "2026-08-01"));
    let other = scanned(&country.issue("URN:UVCI:01:VN:BBBB", "2026-08-01"));
    let hashes = |read: &Read| hashes_of(read, &read.dcc().unwrap()).unwrap();
    let mut set = RevocationSet::new();
    let mut phone: Option<OfflineRevocation> = None;
    let mut revoked = |set: &RevocationSet, revision, day| {
        let (index, slices) = cut(set, &slices::Terms::default(), revision, at(day));
        match &mut phone {
            Some(phone) => phone.replace(index).unwrap(),
            None => phone = Some(OfflineRevocation::new(index)),
        }
        let phone = phone.as_mut().unwrap();
        for slice in slices {
            phone.add(&slice.bytes).unwrap();
        }
        [&first, &again, &other].map(|read| {
            let offline = phone.check(&hashes(read), at(day));
            let online = set.check(&hashes(read), at(day)).is_some();
            assert_eq!(matches!(offline, OfflineAnswer::Revoked { .. }), online);
            online
        })
    };
    assert_eq!(revoked(&set, 1, "2026-08-01"), [false; 3]);
    let batch = |id, hash_type, read: &Read| Batch {
        id: BatchId::new(id).unwrap(),
        country: "VN".to_owned(),
        expires: at("2027-06-01"),
        kid: None,
        hash_type,
        entries: vec![hashes(read).of(hash_type)],
    };
    set.insert(batch("by-signature", HashType::Signature, &first))
        .unwrap();
    assert_eq!(revoked(&set, 2, "2026-08-02"), [true, false, false]);
    set.insert(batch("by-uci", HashType::Uci, &first)).unwrap();
    assert_eq!(revoked(&set, 3, "2026-08-03"), [true, true, false]);
    set.delete(&BatchId::new("by-uci").unwrap());
    assert_eq!(revoked(&set, 4, "2026-08-04"), [true, false, false]);
    assert_eq!(revoked(&set, 5, "2027-06-01"), [false; 3]);
}
