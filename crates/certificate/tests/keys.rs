//! Keys and their files, from outside.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;

use std::fmt::Write as _;
use std::sync::LazyLock;

use khien_certificate::keys::{
    KeyFault, KeyFile, KeyId, NoRandomBytes, PublicKey, RandomBytes, Signature, SigningKey,
    WrongSignature,
};
use proptest::prelude::*;
use random::Counter;

const PASSPHRASE: &str = "chín con trâu trắng";

struct Nothing;

impl RandomBytes for Nothing {
    fn fill(&self, _: &mut [u8]) -> Result<(), NoRandomBytes> {
        Err(NoRandomBytes)
    }
}

struct AlwaysOnes;

impl RandomBytes for AlwaysOnes {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        bytes.fill(0xff);
        Ok(())
    }
}

fn counter(seed: u8) -> Counter {
    Counter::new(seed)
}

static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    KeyFile::create(PASSPHRASE, &counter(1))
        .unwrap()
        .as_bytes()
        .to_vec()
});
static KEY: LazyLock<SigningKey> = LazyLock::new(|| KeyFile::open(&FILE, PASSPHRASE).unwrap());

fn file_text() -> &'static str {
    std::str::from_utf8(&FILE).unwrap()
}

/// The file with one piece replaced and its checksum made to fit, as a forger would.
fn forged(from: &str, to: &str) -> Vec<u8> {
    use aws_lc_rs::digest::{SHA256, digest};
    let (lines, _) = file_text().split_at(file_text().find("checksum").unwrap());
    assert!(lines.contains(from), "{from}");
    let lines = lines.replacen(from, to, 1);
    let mut sum = String::new();
    for byte in digest(&SHA256, lines.as_bytes()).as_ref() {
        write!(sum, "{byte:02x}").unwrap();
    }
    format!("{lines}checksum: {sum}\n").into_bytes()
}

fn fault(bytes: &[u8]) -> KeyFault {
    KeyFile::open(bytes, PASSPHRASE).unwrap_err()
}

#[test]
fn a_key_opens_with_its_passphrase_however_the_letters_are_composed() {
    let decomposed = "chi\u{301}n con tra\u{302}u tra\u{306}\u{301}ng";
    let again = KeyFile::open(&FILE, decomposed).unwrap();
    assert_eq!(again.public(), KEY.public());
    assert_eq!(KeyFile::public(&FILE).unwrap(), *KEY.public());
}

#[test]
fn another_passphrase_does_not_open_it() {
    assert_eq!(
        KeyFile::open(&FILE, "chín con trâu đen").unwrap_err(),
        KeyFault::WrongPassphrase
    );
}

#[test]
fn equal_random_bytes_make_an_equal_key_and_others_another() {
    assert_eq!(
        KeyFile::create(PASSPHRASE, &counter(1)).unwrap().as_bytes(),
        &FILE[..]
    );
    let other = KeyFile::create(PASSPHRASE, &counter(2)).unwrap();
    assert_ne!(KeyFile::public(other.as_bytes()).unwrap(), *KEY.public());
}

#[test]
fn a_new_passphrase_keeps_the_key() {
    let file = KeyFile::seal(&KEY, "mười con voi xám", &counter(7)).unwrap();
    let key = KeyFile::open(file.as_bytes(), "mười con voi xám").unwrap();
    assert_eq!(key.key_id(), KEY.key_id());
    let signature = key.sign(b"m").unwrap();
    assert_eq!(KEY.public().verify(b"m", &signature), Ok(()));
}

#[test]
fn short_passphrases_and_failing_sources_make_no_key() {
    let made = |passphrase, random: &dyn RandomBytes| KeyFile::create(passphrase, random).err();
    assert_eq!(
        made("mười một ch", &counter(1)),
        Some(KeyFault::PassphraseTooShort)
    );
    assert_eq!(
        made(PASSPHRASE, &Nothing),
        Some(KeyFault::NoRandomBytes(NoRandomBytes))
    );
    // A number above the order of the curve is never a key.
    assert_eq!(made(PASSPHRASE, &AlwaysOnes), Some(KeyFault::Library));
}

#[test]
fn every_cut_is_called_a_cut() {
    for length in 1..FILE.len() {
        assert_eq!(
            fault(&FILE[..length]),
            KeyFault::Truncated,
            "{length} bytes"
        );
    }
    assert_eq!(fault(b""), KeyFault::NotAKeyFile);
}

#[test]
fn every_changed_byte_is_noticed_before_the_passphrase_is_tried() {
    // Without the line break before it the last line is missing: that is called a cut as well.
    let last_line = file_text().find("\nchecksum").unwrap();
    for at in 0..FILE.len() {
        let mut changed = FILE.clone();
        changed[at] ^= 0x04;
        let expected: &[KeyFault] = match at {
            10 => &[KeyFault::OtherVersion(5)],
            ..=11 => &[KeyFault::NotAKeyFile],
            _ if at < last_line => &[KeyFault::Changed],
            _ => &[KeyFault::Changed, KeyFault::Truncated],
        };
        assert!(expected.contains(&fault(&changed)), "byte {at}");
    }
}

#[test]
fn appended_bytes_are_a_change() {
    let longer = [&FILE[..], b"checksum: \n"].concat();
    assert_eq!(fault(&longer), KeyFault::Changed);
    let huge = [&FILE[..], &vec![b'\n'; 100_000]].concat();
    assert_eq!(fault(&huge), KeyFault::Changed);
}

#[test]
fn another_version_says_which() {
    assert_eq!(fault(b"khien-key 27\n"), KeyFault::OtherVersion(27));
    assert_eq!(fault(b"khien-key one\n"), KeyFault::NotAKeyFile);
    assert_eq!(
        fault(&forged("khien-key 1", "khien-key 01")),
        KeyFault::Malformed
    );
}

#[test]
fn a_forged_checksum_does_not_help() {
    for (from, to, expected) in [
        (
            "memory-kib: 65536",
            "memory-kib: 65537",
            KeyFault::WrongPassphrase,
        ),
        (
            "memory-kib: 65536",
            "memory-kib: 8192",
            KeyFault::CostTooLow,
        ),
        ("passes: 3", "passes: 1", KeyFault::CostTooLow),
        (
            "memory-kib: 65536",
            "memory-kib: 4000000000",
            KeyFault::CostTooHigh,
        ),
        ("passes: 3", "passes: 99", KeyFault::CostTooHigh),
        ("lanes: 1", "lanes: 17", KeyFault::CostTooHigh),
        ("lanes: 1", "lanes: 0", KeyFault::CostTooLow),
        ("key-id: ", "key-id: 0", KeyFault::Malformed),
        ("cipher: aes-256-gcm", "cipher: none", KeyFault::Malformed),
        (
            "algorithm: ecdsa-p256-sha256",
            "algorithm: ed25519",
            KeyFault::Malformed,
        ),
        (
            "derivation: argon2id",
            "derivation: argon2d",
            KeyFault::Malformed,
        ),
        ("salt: ", "pepper: ", KeyFault::Malformed),
        ("private-key: ", "private-key: !", KeyFault::Malformed),
        (
            "private-key: ",
            "note: x\nprivate-key: ",
            KeyFault::Malformed,
        ),
    ] {
        assert_eq!(fault(&forged(from, to)), expected, "{to}");
    }
}

#[test]
fn another_public_key_in_the_file_is_refused() {
    let other = KeyFile::create(PASSPHRASE, &counter(9)).unwrap();
    let other = std::str::from_utf8(other.as_bytes()).unwrap().to_owned();
    let lines = |text: &str| -> String {
        let of_key = |line: &&str| line.starts_with("key-id") || line.starts_with("public-key");
        let chosen: Vec<_> = text.lines().filter(of_key).collect();
        chosen.join("\n")
    };
    let swapped = forged(&lines(file_text()), &lines(&other));
    assert_eq!(fault(&swapped), KeyFault::WrongPassphrase);
}

#[test]
fn a_signature_fits_one_message_and_one_key() {
    let signature = KEY.sign(b"message").unwrap();
    assert_eq!(KEY.public().verify(b"message", &signature), Ok(()));
    assert_eq!(
        KEY.public().verify(b"massage", &signature),
        Err(WrongSignature)
    );
    let other = KeyFile::create(PASSPHRASE, &counter(2)).unwrap();
    let other = KeyFile::public(other.as_bytes()).unwrap();
    assert_eq!(other.verify(b"message", &signature), Err(WrongSignature));
    assert_eq!(
        Signature::try_from(&signature.as_bytes()[..63]),
        Err(WrongSignature)
    );
    assert_eq!(
        Signature::try_from(&signature.as_bytes()[..]),
        Ok(signature)
    );
}

/// RFC 6979 §A.2.5: P-256 with SHA-256, message "sample". Any verifier must accept it.
#[test]
fn the_published_signature_verifies() {
    let hex = |text: &str| -> Vec<u8> {
        (0..text.len() / 2)
            .map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap())
            .collect()
    };
    let prefix = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
    let spki = format!(
        "{prefix}0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6\
         7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"
    );
    let key = PublicKey::from_spki(&hex(&spki)).unwrap();
    let signature = hex(
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716\
         F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    );
    let signature = Signature::try_from(&signature[..]).unwrap();
    assert_eq!(key.verify(b"sample", &signature), Ok(()));
    assert_eq!(key.verify(b"test", &signature), Err(WrongSignature));
}

#[test]
fn a_public_key_survives_pem_with_words_around_it_and_other_line_ends() {
    let pem = KEY.public().to_pem();
    assert_eq!(PublicKey::from_pem(&pem).unwrap(), *KEY.public());
    let mailed = format!("Khoá của trạm:\r\n{}\r\nHết.", pem.replace('\n', "\r\n"));
    assert_eq!(PublicKey::from_pem(&mailed).unwrap().key_id(), KEY.key_id());
}

#[test]
fn what_is_no_p256_key_is_refused() {
    let mut off_the_curve = KEY.public().as_spki().to_vec();
    off_the_curve[90] ^= 1;
    assert_eq!(
        PublicKey::from_spki(&off_the_curve),
        Err(KeyFault::NotAPublicKey)
    );
    let pem = KEY.public().to_pem();
    for text in [
        "",
        "-----BEGIN PUBLIC KEY-----",
        &pem.replace("PUBLIC", "PRIVATE"),
        &pem[..90],
    ] {
        assert_eq!(PublicKey::from_pem(text), Err(KeyFault::NotAPublicKey));
    }
}

#[test]
fn nothing_secret_is_printed() {
    let printed = format!(
        "{:?} {:?}",
        *KEY,
        KeyFile::create(PASSPHRASE, &counter(1)).unwrap()
    );
    assert_eq!(printed, format!("SigningKey({}) KeyFile", KEY.key_id()));
}

proptest! {
    #[test]
    fn any_bytes_are_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(KeyFile::open(&bytes, PASSPHRASE).is_err());
        prop_assert!(PublicKey::from_spki(&bytes).is_err());
    }

    #[test]
    fn any_text_after_the_first_line_is_refused(text in "(?s).{0,300}") {
        let file = format!("khien-key 1\n{text}");
        prop_assert!(KeyFile::open(file.as_bytes(), PASSPHRASE).is_err());
        prop_assert!(PublicKey::from_pem(&text).is_err());
    }

    #[test]
    fn shuffled_lines_are_never_a_key(order in Just((0..13).collect::<Vec<usize>>()).prop_shuffle()) {
        prop_assume!(order.windows(2).any(|pair| pair[0] > pair[1]));
        let lines: Vec<_> = file_text().lines().collect();
        let shuffled: Vec<_> = order.iter().map(|at| lines[*at]).collect();
        let shuffled = shuffled.join("\n") + "\n";
        prop_assert!(KeyFile::public(shuffled.as_bytes()).is_err());
    }

    #[test]
    fn key_ids_are_read_as_written(bytes: [u8; 8], text in ".{0,20}") {
        let id = KeyId::from_bytes(bytes);
        prop_assert_eq!(id.to_string().parse::<KeyId>(), Ok(id));
        if let Ok(read) = text.parse::<KeyId>() {
            prop_assert_eq!(read.to_string(), text);
        }
    }
}
