//! The command line, defined once: parsing, help, completions and man pages all come from here.

use crate::issuing::args as issuing;
use crate::qr::suite::Suite;
use clap::{Parser, Subcommand, ValueHint};
use jiff::Timestamp;
use jiff::civil::Date;
use khien_synth::BirthYears;
use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

/// Check vaccination records against the population register.
#[derive(Debug, Parser)]
#[command(
    name = "khien",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
#[command(
    after_help = "Exit status: 0 done; 1 failed, with one line that says what and where; \
                        2 wrong arguments."
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The population index
    #[command(subcommand)]
    Population(Population),
    /// Check files of records, and write verdicts, report and result workbooks
    Verify(Verify),
    /// Check one record and explain the answer
    Check(Check),
    /// Invent a nation and records about it, with a known truth
    Simulate(Simulate),
    /// Measure verdicts against a known truth
    Evaluate(Evaluate),
    /// Make the tables of a registry, or bring them up to date
    Migrate(Registry),
    /// Look whether a registry is sound
    Doctor(Registry),
    /// Copy a registry into one file, while it is at work, and check the copy
    Backup(Backup),
    /// Fill an empty registry from a backup, on either engine
    Restore(Restore),
    /// Serve the pages and the API of a registry
    Serve(Serve),
    /// Keys of an installation, and of an issuing country
    #[command(subcommand)]
    Keys(Keys),
    /// Accounts of a registry
    #[command(subcommand)]
    Account(Account),
    /// What ministries set: minutes of the watch, doses in a vial, what a certificate waits for
    #[command(subcommand)]
    Policy(Policy),
    /// The audit of a registry
    #[command(subcommand)]
    Audit(Audit),
    /// Codes of vaccine passports: read, check, and the public suites
    #[command(subcommand)]
    Qr(Qr),
    /// Doses: whether they were signed
    #[command(subcommand)]
    Doses(Doses),
    /// Serve the built-in sample district; with --out, write its report and end
    Demo(Demo),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Write the man pages
    Man(Man),
}

/// What can be done with the population index.
#[derive(Debug, Subcommand)]
pub enum Population {
    /// Build the index file from a register extract
    Build(PopulationBuild),
}

/// `khien population build`.
#[derive(Debug, clap::Args)]
pub struct PopulationBuild {
    /// Register extract: CSV, CSV.gz or Parquet
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub input: PathBuf,
    /// Index file to write
    #[arg(long, value_name = "FILE.kidx", value_hint = ValueHint::FilePath)]
    pub out: PathBuf,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
}

/// `khien verify`.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// Population index
    #[arg(long, value_name = "FILE.kidx", value_hint = ValueHint::FilePath)]
    pub population: PathBuf,
    /// Template workbooks, dose CSVs, plain CSV or Parquet files of records
    #[arg(long, value_name = "FILE", num_args = 1.., required = true, value_hint = ValueHint::FilePath)]
    pub records: Vec<PathBuf>,
    /// Folder to write into; made if absent
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: PathBuf,
    /// Write register values too: only for those who may see the register
    #[arg(long)]
    pub reveal: bool,
    /// Number of threads that check [default: all cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
}

/// `khien check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Population index
    #[arg(long, value_name = "FILE.kidx", value_hint = ValueHint::FilePath)]
    pub population: PathBuf,
    /// Full name
    #[arg(long)]
    pub name: String,
    /// Date of birth in any written form, day before month
    #[arg(long)]
    pub dob: String,
    /// Identity number: 12 digits, the old 9, or a passport
    #[arg(long, default_value = "", hide_default_value = true)]
    pub id: String,
    /// Sex: nam, nữ, M, F
    #[arg(long, default_value = "", hide_default_value = true)]
    pub sex: String,
    /// Commune code, five digits
    #[arg(long, default_value = "", hide_default_value = true)]
    pub commune: String,
    /// Show register values too: only for those who may see the register
    #[arg(long)]
    pub reveal: bool,
    /// Print the answer as JSON
    #[arg(long)]
    pub json: bool,
}

/// `khien simulate`.
#[derive(Debug, clap::Args)]
pub struct Simulate {
    /// People in the register
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=khien_synth::MOST_PEOPLE))]
    pub people: u64,
    /// Records about them
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u64).range(1..=khien_synth::MOST_RECORDS))]
    pub records: u64,
    /// Seed: equal seeds give equal files
    #[arg(long, value_name = "S")]
    pub seed: u64,
    /// Folder for population.parquet, records.parquet and truth.parquet; made if absent
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: PathBuf,
    /// Birth years of everybody, for instance 1985-1986
    #[arg(long, value_name = "A-B")]
    pub birth_years: Option<BirthYears>,
    /// Which mistakes the records hold
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
}

/// `khien evaluate`.
#[derive(Debug, clap::Args)]
pub struct Evaluate {
    /// Verdicts that `khien verify --reveal` wrote
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub verdicts: PathBuf,
    /// Truth of `khien simulate`, or rows.csv.gz of the sample district
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub truth: PathBuf,
    /// Folder for evaluation.json and calibration.svg; made if absent
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
}

/// Where a registry is.
#[derive(Debug, clap::Args)]
pub struct Registry {
    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`
    #[arg(long, value_name = "ADDRESS")]
    pub database: String,
    /// Print what was found as JSON
    #[arg(long)]
    pub json: bool,
}

/// `khien backup`.
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`
    #[arg(long, value_name = "ADDRESS")]
    pub database: String,
    /// File to write: a database of SQLite, whichever engine it is made from
    #[arg(long, value_name = "FILE.db", value_hint = ValueHint::FilePath)]
    pub out: PathBuf,
    /// Print the rows of each table as JSON
    #[arg(long)]
    pub json: bool,
}

/// `khien restore`.
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// Backup to read
    #[arg(long, value_name = "FILE.db", value_hint = ValueHint::FilePath)]
    pub from: PathBuf,
    /// Empty database to fill: `sqlite:PATH` or `postgres://USER@HOST/NAME`
    #[arg(long, value_name = "ADDRESS")]
    pub database: String,
    /// Print the rows of each table as JSON
    #[arg(long)]
    pub json: bool,
}

/// Where the keys are and what opens them.
#[derive(Debug, clap::Args)]
pub struct KeyFolder {
    /// Folder of the installation's keys
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub keys: PathBuf,
    /// File whose first line is the passphrase [default: `KHIEN_PASSPHRASE` of the environment]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub passphrase_file: Option<PathBuf>,
}

/// `khien serve`.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`; `khien migrate` makes its tables
    #[arg(long, value_name = "ADDRESS")]
    pub database: String,
    /// Keys of the installation
    #[command(flatten)]
    pub key_folder: KeyFolder,
    /// Population index to ask about people [default: none; nobody is checked]
    #[arg(long, value_name = "FILE.kidx", value_hint = ValueHint::FilePath)]
    pub population: Option<PathBuf>,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// A proxy in front speaks TLS and sets X-Forwarded-For; needed to be reached from elsewhere
    #[arg(long)]
    pub behind_proxy: bool,
    /// Address at which people reach this installation: printed passports name its checker, and the
    /// national login leads back there [default: http:// and where it listens, on no paper]
    #[arg(long, value_name = "https://HOST")]
    pub address: Option<String>,
    /// Connections to PostgreSQL at most [default: four for each processor, at least eight]
    #[arg(long, value_name = "COUNT")]
    pub connections: Option<NonZeroU32>,
    /// Trust list for the checker page; may be given more than once, and is read again when it changes
    #[arg(long, value_name = "[ISSUER=]FILE")]
    pub trust: Vec<String>,
    /// Entry rules of countries for the checker page; may be given more than once
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub rules: Vec<PathBuf>,
    /// Who signs passports
    #[command(flatten)]
    pub issuer: Option<Issuer>,
    /// Signing in by a national login
    #[command(flatten)]
    pub national: Option<NationalLogin>,
}

/// The department that signs passports, where this server issues them.
#[derive(Debug, clap::Args)]
#[group(requires_all = ["issuer"])]
pub struct Issuer {
    /// Folder of the country's keys (`khien keys authority`, `khien keys signer`); without it no
    /// passports are issued here
    #[arg(long, value_name = "DIR", required = false, value_hint = ValueHint::DirPath)]
    pub issuer: PathBuf,
    /// Name of the authority, as passports show it
    #[arg(long, value_name = "NAME", default_value = "Bộ Y tế")]
    pub issuer_name: String,
    /// File whose first line is the passphrase of its key files
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub issuer_passphrase_file: Option<PathBuf>,
    /// Library of the module (PKCS #11) where signers' keys are in a token
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub issuer_module: Option<PathBuf>,
    /// Label of that token
    #[arg(long, value_name = "LABEL")]
    pub issuer_token: Option<String>,
    /// File whose first line is the PIN of the token
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub issuer_pin_file: Option<PathBuf>,
}

/// A provider of `OpenID` Connect by whom people may sign in.
#[derive(Debug, clap::Args)]
#[group(requires_all = ["national_login", "national_client"])]
pub struct NationalLogin {
    /// Address of the issuer of a national login (`OpenID` Connect), exactly as it names itself
    #[arg(long, value_name = "ISSUER", required = false)]
    pub national_login: String,
    /// Name that this installation has there
    #[arg(long, value_name = "CLIENT", required = false)]
    pub national_client: String,
    /// File whose first line is the secret that goes with it [default: none, a public client]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub national_secret_file: Option<PathBuf>,
    /// What people call the national login
    #[arg(long, value_name = "NAME", default_value = "VNeID")]
    pub national_name: String,
    /// Certificates to trust when asking there (PEM) [default: those that browsers trust]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub national_ca: Option<PathBuf>,
}

/// `khien keys`.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make the keys of a new installation
    Create(KeyFolder),
    /// Make the authority of an issuing country (CSCA), for tests and demonstrations
    Authority(issuing::Authority),
    /// Certify a signer of passports (DSC); whoever signs when it begins stops then
    Signer(issuing::Signer),
    /// Ask a country's authority for a certificate (PKCS #10)
    Request(issuing::Request),
    /// Take a signer off the list at once: everything that it signed is void
    Revoke(issuing::Revoke),
    /// Show the signers, who signs, and who is listed
    Show(issuing::Show),
    /// Write the public list of authority and signers, for the verifiers of the world
    List(issuing::List),
}

/// `khien account`.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Make the first account of an empty registry, for the IT department
    First(FirstAccount),
}

/// `khien account first`.
#[derive(Debug, clap::Args)]
pub struct FirstAccount {
    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`
    #[arg(long, value_name = "ADDRESS")]
    pub database: String,
    /// What will be typed to sign in
    #[arg(long)]
    pub login: String,
    /// Name of its holder
    #[arg(long)]
    pub name: String,
}

/// `khien policy`.
#[derive(Debug, Subcommand)]
pub enum Policy {
    /// Show the policies in force, since when, and who set them
    Show(PolicyShow),
    /// Set a policy from a day on
    Set(PolicySet),
}

/// `khien policy show`.
#[derive(Debug, clap::Args)]
pub struct PolicyShow {
    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`
    #[arg(long, value_name = "ADDRESS")]
    pub database: String,
    /// The day that is asked about [default: today in Viet Nam]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub on: Option<Date>,
    /// Print the policies as JSON
    #[arg(long)]
    pub json: bool,
}

/// `khien policy set`.
#[derive(Debug, clap::Args)]
pub struct PolicySet {
    /// Name of the policy, with `.product` behind it where it is about one product
    #[arg(value_name = "NAME")]
    pub name: String,
    /// A number, `yes` or `no`, or a code
    #[arg(value_name = "VALUE")]
    pub value: String,
    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`
    #[arg(long, value_name = "ADDRESS")]
    pub database: String,
    /// First day on which it holds
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Date,
    /// The letter that it comes from, or why; everybody may read it
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Login of the account on whose word it is set; the right to edit policies is theirs
    #[arg(long, value_name = "LOGIN")]
    pub by: String,
}

/// `khien qr`.
#[derive(Debug, Subcommand)]
pub enum Qr {
    /// Read codes: what they say, and who signed them
    Decode(QrCodes),
    /// Check codes: signature, time, content and the rules of a country
    Check(QrCodes),
    /// Run a public suite over a folder of its cases
    Conformance(QrConformance),
}

/// `khien qr decode` and `khien qr check`.
#[derive(Debug, clap::Args)]
pub struct QrCodes {
    /// The text of a code, a file with it, a picture of it (PNG, JPEG), a PDF, or `-` for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<String>,
    /// Keys to trust: a list of the EU's gateway, a did.json of GDHCN, certificates, or the keys of
    /// an issuer of cards (ISSUER=FILE for a JWKS)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub trust: Vec<String>,
    /// Trust a JWKS without its issuer for every issuer: for samples only
    #[arg(long)]
    pub any_issuer: bool,
    /// Key that signs documents of the WHO's network (GDHCN): its did.json, a certificate or a public key;
    /// with it such lists are taken only if it signed them
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub trust_anchor: Vec<PathBuf>,
    /// What is revoked: batches of the EU's gateway, an index with its slices, lists of issuers of
    /// cards; files, or folders of them
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub revocations: Vec<PathBuf>,
    /// Public key (PEM) of whoever signed the lists that are documents of khien
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub list_key: Vec<PathBuf>,
    /// Days after which a list is told to be too old
    #[arg(long, value_name = "DAYS", default_value_t = 2)]
    pub oldest_list: i64,
    /// Rules of countries, as the EU's gateway lists them
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub rules: Option<PathBuf>,
    /// Country of arrival, two letters
    #[arg(long, value_name = "CC")]
    pub country: Option<String>,
    /// The time that is asked about [default: now]
    #[arg(long, value_name = "RFC 3339")]
    pub at: Option<Timestamp>,
    /// Print one line of JSON for each input
    #[arg(long)]
    pub json: bool,
}

/// `khien qr conformance`.
#[derive(Debug, clap::Args)]
pub struct QrConformance {
    /// Which suite
    #[arg(value_name = "SUITE")]
    pub suite: Suite,
    /// The folder with its cases
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Print one line of JSON for each check, not only for those that failed
    #[arg(long)]
    pub json: bool,
}

/// `khien doses`.
#[derive(Debug, Subcommand)]
pub enum Doses {
    /// Verify the proof that a registry gives of a signed dose, without asking anybody
    VerifyProof(ProofsOfDoses),
}

/// `khien doses verify-proof`.
#[derive(Debug, clap::Args)]
pub struct ProofsOfDoses {
    /// Certificate of an authority that is trusted to certify signers (PEM or DER)
    #[arg(long, value_name = "FILE", required = true)]
    pub trust: Vec<String>,
    /// Print one line of JSON for each file
    #[arg(long)]
    pub json: bool,
    /// Proofs, as the page of a dose and the API give them
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
}

/// `khien audit`.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Verify the chain of the audit, and name its first broken link
    Verify(AuditVerify),
}

/// `khien audit verify`.
#[derive(Debug, clap::Args)]
pub struct AuditVerify {
    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`
    #[arg(long, value_name = "ADDRESS")]
    pub database: String,
    /// Folder of keys, or file of a public key; once for each key that has signed
    #[arg(long, value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub keys: Vec<PathBuf>,
    /// Print what was found as JSON
    #[arg(long)]
    pub json: bool,
}

/// `khien demo`.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Write the report into this folder and end, instead of serving
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Address and port to serve on
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080",
        conflicts_with = "out"
    )]
    pub listen: SocketAddr,
    /// Serve a registry on this empty PostgreSQL database instead of a file
    #[arg(long, value_name = "ADDRESS", conflicts_with = "out")]
    pub database: Option<String>,
    /// Number of threads that check [default: all cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
}

/// `khien completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `khien man`.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// Folder to write into; made if absent
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }
}
