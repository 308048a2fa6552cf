//! One rule.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use crate::certlogic::Expression;

/// Whose rule it is: of the country of arrival, or of the country that issued the certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleType {
    /// What a country asks of those who arrive.
    Acceptance,
    /// What a country says about its own certificates, wherever they are shown.
    Invalidation,
}

/// The kind of certificate that a rule is about, or that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CertificateType {
    /// Every kind.
    General,
    /// A vaccination (`v`).
    Vaccination,
    /// A test (`t`).
    Test,
    /// A recovery (`r`).
    Recovery,
}

impl CertificateType {
    /// Whether a rule about this kind counts for a certificate of that kind.
    pub fn covers(self, certificate: Self) -> bool {
        self == Self::General || self == certificate
    }
}

/// A version of three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Counts the changes that break.
    pub major: u32,
    /// Counts the additions.
    pub minor: u32,
    /// Counts the corrections.
    pub patch: u32,
}

/// The edition of `CertLogic` that this program evaluates. Older ones are part of it.
pub(super) const NEWEST_ENGINE: Version = Version {
    major: 1,
    minor: 3,
    patch: 3,
};

impl FromStr for Version {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let number = |part: &str| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            digits
                .then(|| part.parse().ok())
                .flatten()
                .ok_or(NotAVersion)
        };
        let parts = text
            .split('.')
            .map(number)
            .collect::<Result<Vec<u32>, _>>()?;
        let [major, minor, patch] = parts.try_into().map_err(|_| NotAVersion)?;
        Ok(Self {
            major,
            minor,
            patch,
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The text is not three numbers with dots between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no version of three numbers")]
pub struct NotAVersion;

/// A rule in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The language, as `vi` or `de-at`.
    pub language: String,
    /// The words.
    pub text: String,
}

/// One rule of one country, in one version.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name, the same in all versions: `VR-VN-0001`.
    pub identifier: String,
    /// Whose rule it is.
    pub kind: RuleType,
    /// The country, ISO 3166-1 alpha-2; `EU` for the model rules of all.
    pub country: String,
    /// A part of the country that the rule is limited to.
    pub region: Option<String>,
    /// Which edition of the rule.
    pub version: Version,
    /// The schema of certificates that it was written for.
    pub schema_version: Version,
    /// The language of its logic.
    pub engine: String,
    /// The edition of that language.
    pub engine_version: Version,
    /// The kind of certificate that it is about.
    pub certificate: CertificateType,
    /// The rule in words, one for each language.
    pub descriptions: Vec<Description>,
    /// In force from then on.
    pub valid_from: Timestamp,
    /// In force until then, that moment included.
    pub valid_to: Timestamp,
    /// The fields of the certificate that it looks at, as paths: `v.0.dn`.
    pub affected: Vec<String>,
    /// What must be `true`. `None` where the engine is not `CertLogic`: such a rule is kept, and
    /// stays open.
    pub logic: Option<Expression>,
}

impl Rule {
    /// The rule in words of this language, or of its main language (`de` for `de-at`), or else in
    /// English.
    pub fn description(&self, language: &str) -> &str {
        let main = language.split('-').next().unwrap_or(language);
        let tried = [language, main, "en"].into_iter();
        let mut found = tried.filter_map(|language| {
            let mut texts = self.descriptions.iter();
            texts.find(|text| text.language.eq_ignore_ascii_case(language))
        });
        let first = found.next().or_else(|| self.descriptions.first());
        first.map_or("", |description| &description.text)
    }

    /// Whether it is in force at this time.
    pub fn in_force(&self, at: Timestamp) -> bool {
        (self.valid_from..=self.valid_to).contains(&at)
    }
}
