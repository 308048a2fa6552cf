//! Arguments of `khien keys` for an issuing country.

use clap::ValueHint;
use jiff::Timestamp;
use jiff::civil::Date;
use khien_certificate::keys::KeyAlgorithm;
use khien_certificate::x509::Usage;
use std::path::PathBuf;

/// How a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Algorithm {
    /// ECDSA on the curve P-256
    Es256,
    /// RSA of 2048 bits
    Ps256,
}

impl From<Algorithm> for KeyAlgorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Es256 => Self::P256,
            Algorithm::Ps256 => Self::Rsa,
        }
    }
}

/// What a signer may sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Signs {
    /// Tests
    Test,
    /// Vaccinations
    Vaccination,
    /// Recoveries
    Recovery,
}

impl From<Signs> for Usage {
    fn from(signs: Signs) -> Self {
        match signs {
            Signs::Test => Self::Test,
            Signs::Vaccination => Self::Vaccination,
            Signs::Recovery => Self::Recovery,
        }
    }
}

/// The passphrase of key files.
#[derive(Debug, clap::Args)]
pub struct Passphrase {
    /// File whose first line is the passphrase [default: `KHIEN_PASSPHRASE` of the environment, else
    /// it is asked for]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub passphrase_file: Option<PathBuf>,
}

/// `khien keys authority`.
#[derive(Debug, clap::Args)]
pub struct Authority {
    /// Folder of the country's keys; made if absent
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Country, two capital letters
    #[arg(long, value_name = "CC", default_value = "VN")]
    pub country: String,
    /// Organisation, as `Ministry of Health`
    #[arg(long, value_name = "NAME")]
    pub organisation: String,
    /// What tells this authority from others, as `CSCA Viet Nam 1`
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// How it signs
    #[arg(long, value_enum, default_value = "es256")]
    pub algorithm: Algorithm,
    /// First day of its certificate [default: now]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// Day on which its certificate ends
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Date,
    /// What opens its key
    #[command(flatten)]
    pub passphrase: Passphrase,
}

/// A key in a token or hardware security module.
#[derive(Debug, clap::Args)]
#[group(requires_all = ["module", "token", "label"])]
pub struct TokenKey {
    /// Library of the module (PKCS #11)
    #[arg(long, value_name = "FILE", required = false, value_hint = ValueHint::FilePath)]
    pub module: PathBuf,
    /// Label of the token
    #[arg(long, value_name = "LABEL", required = false)]
    pub token: String,
    /// Label of the key in it
    #[arg(long, value_name = "LABEL", required = false)]
    pub label: String,
    /// File whose first line is the PIN [default: it is asked for]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub pin_file: Option<PathBuf>,
    /// Make the key in the token first
    #[arg(long)]
    pub new_key: bool,
}

/// `khien keys signer`.
#[derive(Debug, clap::Args)]
pub struct Signer {
    /// Folder of the country's keys
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// What tells this signer from the others, as `DSC 2026-1`
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// How it signs
    #[arg(long, value_enum, default_value = "es256")]
    pub algorithm: Algorithm,
    /// What it may sign; once for each [default: everything]
    #[arg(long, value_enum, value_name = "KIND")]
    pub signs: Vec<Signs>,
    /// Day on which it begins to sign, and whoever signs then stops [default: now]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// Day on which it stops to sign
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Date,
    /// For how many days what it signs is valid at most; so much longer it stays on the list
    #[arg(long, value_name = "DAYS", default_value = "366")]
    pub lasting: u16,
    /// A key in a token [default: a new key in a file of the folder]
    #[command(flatten)]
    pub token: Option<TokenKey>,
    /// What opens the folder's keys
    #[command(flatten)]
    pub passphrase: Passphrase,
}

/// `khien keys request`.
#[derive(Debug, clap::Args)]
pub struct Request {
    /// Country, two capital letters
    #[arg(long, value_name = "CC", default_value = "VN")]
    pub country: String,
    /// Organisation, as `Ministry of Health`
    #[arg(long, value_name = "NAME")]
    pub organisation: String,
    /// What tells this signer from the others, as `DSC 2026-1`
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// What it asks to be allowed to sign; once for each
    #[arg(long, value_enum, value_name = "KIND")]
    pub signs: Vec<Signs>,
    /// File of an encrypted key; made if absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "module",
          required_unless_present = "module")]
    pub key: Option<PathBuf>,
    /// How a key that is made signs
    #[arg(long, value_enum, default_value = "es256")]
    pub algorithm: Algorithm,
    /// A key in a token instead
    #[command(flatten)]
    pub token: Option<TokenKey>,
    /// What opens the key file
    #[command(flatten)]
    pub passphrase: Passphrase,
    /// File to write the request to (PKCS #10, PEM)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: PathBuf,
}

/// `khien keys revoke`.
#[derive(Debug, clap::Args)]
pub struct Revoke {
    /// Folder of the country's keys
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// The signer, 16 hexadecimal digits, as `khien keys show` says it
    #[arg(value_name = "KID")]
    pub kid: String,
}

/// `khien keys show`.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// Folder of the country's keys
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// The time that is asked about [default: now]
    #[arg(long, value_name = "RFC 3339")]
    pub at: Option<Timestamp>,
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// `khien keys list`.
#[derive(Debug, clap::Args)]
pub struct List {
    /// Folder of the country's keys
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Where the did.json will be published, as `did:web:example.org:v2:trustlist`
    #[arg(long, value_name = "DID")]
    pub did: String,
    /// Country, three capital letters
    #[arg(long, value_name = "CCC", default_value = "VNM")]
    pub participant: String,
    /// The time that is asked about [default: now]
    #[arg(long, value_name = "RFC 3339")]
    pub at: Option<Timestamp>,
    /// Folder to write `trust-list.json` and `did.json` to; made if absent
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: PathBuf,
}
