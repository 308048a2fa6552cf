//! Signatures in a token (`SoftHSM2`), by algorithm and number of sessions, one thread each.
//!
//! `cargo bench -p khien-certificate --bench token`

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark without its sample cannot run"
)]

#[path = "../tests/support/token.rs"]
mod token;

use std::num::NonZeroUsize;

use jiff::Timestamp;
use khien_certificate::cose::Signer as _;
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::pkcs11::{Pin, Token, TokenSigner};
use khien_certificate::x509::Validity;

const SESSIONS: [usize; 3] = [1, 2, 4];
const SIGNATURES: usize = 400;

struct Fixed;

impl RandomBytes for Fixed {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        bytes.fill(7);
        Ok(())
    }
}

fn signer(algorithm: KeyAlgorithm, sessions: usize) -> TokenSigner {
    let library = token::library();
    let label = format!("{algorithm:?} {sessions}");
    token::make(&library, &label);
    let sessions = NonZeroUsize::new(sessions).unwrap();
    let token = Token::open(&library, &label, Pin::new(token::PIN.to_owned()), sessions).unwrap();
    let spki = token.generate(algorithm, "DSC").unwrap().spki().to_vec();
    let names = |name: &str| Names {
        country: "VN".to_owned(),
        organisation: "Bộ Y tế".to_owned(),
        common_name: name.to_owned(),
    };
    let validity = Validity {
        not_before: "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap(),
        not_after: "2027-01-01T00:00:00Z".parse::<Timestamp>().unwrap(),
    };
    let key = IssuerKey::generate(KeyAlgorithm::P256, &Fixed).unwrap();
    let authority = Authority::create(names("CSCA"), key, validity, &Fixed).unwrap();
    let terms = SignerTerms {
        validity,
        usages: &[],
    };
    let certificate = authority
        .certify(&names("DSC"), &spki, &terms, &Fixed)
        .unwrap();
    token.signer("DSC", &certificate).unwrap()
}

fn signed(bencher: divan::Bencher<'_, '_>, algorithm: KeyAlgorithm, sessions: usize) {
    let signer = signer(algorithm, sessions);
    bencher
        .counter(divan::counter::ItemsCount::new(SIGNATURES))
        .bench_local(|| {
            std::thread::scope(|scope| {
                for _ in 0..sessions {
                    scope.spawn(|| {
                        for number in 0..SIGNATURES / sessions {
                            signer.sign(&number.to_be_bytes()).unwrap();
                        }
                    });
                }
            });
        });
}

#[divan::bench(args = SESSIONS, sample_count = 9, sample_size = 1)]
fn es256(bencher: divan::Bencher<'_, '_>, sessions: usize) {
    signed(bencher, KeyAlgorithm::P256, sessions);
}

#[divan::bench(args = SESSIONS, sample_count = 5, sample_size = 1)]
fn ps256(bencher: divan::Bencher<'_, '_>, sessions: usize) {
    signed(bencher, KeyAlgorithm::Rsa, sessions);
}

fn main() {
    if token::runs_with_own_token(&["--bench"]) {
        divan::main();
    }
}
