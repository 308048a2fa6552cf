//! What a facility signs: the facts of its doses, by one signature.
//!
//! Each dose has one canonical form, [`DoseFacts::canonical`]; their hashes are the leaves of a
//! [Merkle tree](crate::merkle); its root stands in a [`Statement`], and that is what the holder's
//! key signs. So one signature covers a day, and each dose can be proven alone with its path.
//!
//! Data are signed, not a picture of them (letter 1495/BYT-CNTT asked for JSON instead of PDF). The
//! facts hold the person's id and nothing of the person: mending a name leaves the signature good,
//! changing the dose does not.

mod proof;
mod proof_fault;

pub use proof::{Proof, Proven};
pub use proof_fault::ProofFault;

use serde::{Deserialize, Serialize};

use crate::merkle::Hash;

/// Names the form of what is signed; another form gets another name.
const FORM: &str = "khien/dose-signing/1";

/// What is signed of a dose. The fields stand in the order of their names, as RFC 8785 wants them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DoseFacts<'a> {
    /// Country in which it was given, two letters.
    pub country: &'a str,
    /// Id of the dose.
    pub dose: &'a str,
    /// Code of the facility that gave it.
    pub facility: &'a str,
    /// Day, `YYYY-MM-DD`.
    pub given_on: &'a str,
    /// What it was for: primary, additional, booster.
    pub kind: &'a str,
    /// Number of the lot.
    pub lot: Option<&'a str>,
    /// Which of its kind.
    pub ordinal: i64,
    /// Id of the person.
    pub person: &'a str,
    /// Code of the product.
    pub product: &'a str,
}

impl DoseFacts<'_> {
    /// The one form in which these facts are signed: JSON after RFC 8785, without blanks.
    ///
    /// ```
    /// use khien_certificate::dose_signing::DoseFacts;
    /// let facts = DoseFacts {
    ///     country: "VN", dose: "d", facility: "34001", given_on: "2022-06-27", kind: "booster",
    ///     lot: None, ordinal: 1, person: "p", product: "comirnaty",
    /// };
    /// assert_eq!(
    ///     facts.canonical(),
    ///     r#"{"country":"VN","dose":"d","facility":"34001","given_on":"2022-06-27","kind":"booster","lot":null,"ordinal":1,"person":"p","product":"comirnaty"}"#
    /// );
    /// ```
    pub fn canonical(&self) -> String {
        canonical(self)
    }

    /// The leaf of these facts.
    pub fn leaf(&self) -> Hash {
        Hash::of_entry(self.canonical().as_bytes())
    }
}

/// What the signature is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// SHA-256 of the signer's certificate, hexadecimal.
    pub certificate: String,
    /// How many doses.
    pub doses: u64,
    /// Code of the facility that gave them.
    pub facility: String,
    /// Names the form.
    pub form: String,
    /// Root of their tree, hexadecimal.
    pub root: String,
    /// Id of the act of signing.
    pub signing: String,
    /// When it was made, RFC 3339.
    pub time: String,
}

/// What a statement is made of.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'a> {
    /// Id of the act of signing.
    pub signing: &'a str,
    /// Code of the facility.
    pub facility: &'a str,
    /// The signer's certificate, DER.
    pub certificate: &'a [u8],
    /// When.
    pub time: jiff::Timestamp,
}

impl Statement {
    /// The statement over doses in this order; `None` over none.
    pub fn over(stated: Stated<'_>, leaves: &[Hash]) -> Option<Self> {
        let root = crate::merkle::root(leaves)?;
        Some(Self {
            certificate: fingerprint(stated.certificate),
            doses: u64::try_from(leaves.len()).ok()?,
            facility: stated.facility.to_owned(),
            form: FORM.to_owned(),
            root: root.to_string(),
            signing: stated.signing.to_owned(),
            time: stated.time.to_string(),
        })
    }

    /// The bytes that are signed.
    pub fn canonical(&self) -> String {
        canonical(self)
    }

    /// Reads a statement that was signed; `None` where it is not one in its canonical form.
    pub fn read(text: &str) -> Option<Self> {
        let read: Self = serde_json::from_str(text).ok()?;
        (read.form == FORM && read.canonical() == text).then_some(read)
    }

    /// Whether it is about these doses in this order, and made with this certificate.
    pub fn is_over(&self, leaves: &[Hash], certificate: &[u8]) -> bool {
        let root = crate::merkle::root(leaves).map(|root| root.to_string());
        root.as_deref() == Some(self.root.as_str())
            && u64::try_from(leaves.len()) == Ok(self.doses)
            && fingerprint(certificate) == self.certificate
    }
}

/// SHA-256 of a certificate, hexadecimal.
fn fingerprint(der: &[u8]) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, der);
    Hash::try_from(digest.as_ref()).map_or_else(|_| String::new(), |hash| hash.to_string())
}

/// JSON of a struct whose fields stand in the order of their names. Texts and whole numbers come out
/// as RFC 8785 wants them.
fn canonical(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: DoseFacts<'static> = DoseFacts {
        country: "VN",
        dose: "0190c1c6-0000-7000-8000-000000000001",
        facility: "34001",
        given_on: "2022-06-27",
        kind: "primary",
        lot: Some("FK0112 \"lẻ\""),
        ordinal: 2,
        person: "0190c1c6-0000-7000-8000-000000000002",
        product: "comirnaty",
    };

    fn stated() -> Stated<'static> {
        Stated {
            signing: "s",
            facility: "34001",
            certificate: b"der",
            time: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    /// Objects whose names are in order stay as they are when written again in order.
    #[test]
    fn what_is_signed_is_in_the_order_of_names() {
        let leaves = [FACTS.leaf()];
        let statement = Statement::over(stated(), &leaves).map(|it| it.canonical());
        for text in [FACTS.canonical(), statement.unwrap_or_default()] {
            let read: std::collections::BTreeMap<String, serde_json::Value> =
                serde_json::from_str(&text).unwrap_or_default();
            assert!(read.len() > 5, "{text}");
            assert_eq!(canonical(&read), text);
        }
    }

    #[test]
    fn any_change_of_a_dose_changes_its_leaf() {
        let changed = [
            DoseFacts { dose: "x", ..FACTS },
            DoseFacts {
                facility: "34002",
                ..FACTS
            },
            DoseFacts {
                given_on: "2022-06-26",
                ..FACTS
            },
            DoseFacts {
                kind: "booster",
                ..FACTS
            },
            DoseFacts { lot: None, ..FACTS },
            DoseFacts {
                lot: Some("FK0113"),
                ..FACTS
            },
            DoseFacts {
                ordinal: 3,
                ..FACTS
            },
            DoseFacts {
                person: "y",
                ..FACTS
            },
            DoseFacts {
                product: "abdala",
                ..FACTS
            },
            DoseFacts {
                country: "LA",
                ..FACTS
            },
        ];
        for facts in changed {
            assert_ne!(facts.leaf(), FACTS.leaf(), "{facts:?}");
        }
    }

    #[test]
    fn a_statement_is_about_its_doses_and_certificate_alone() {
        let leaves = [FACTS.leaf(), Hash::of_entry(b"other")];
        let statement = Statement::over(stated(), &leaves);
        let Some(statement) = statement else {
            panic!("there are doses");
        };
        assert!(statement.is_over(&leaves, b"der"));
        assert!(!statement.is_over(&leaves, b"another"));
        assert!(!statement.is_over(&leaves[..1], b"der"));
        assert!(!statement.is_over(&[leaves[1], leaves[0]], b"der"));
        assert_eq!(Statement::over(stated(), &[]), None);
    }

    #[test]
    fn only_the_canonical_form_is_read() {
        let Some(statement) = Statement::over(stated(), &[FACTS.leaf()]) else {
            panic!("there is a dose");
        };
        let text = statement.canonical();
        assert_eq!(Statement::read(&text), Some(statement));
        for other in [
            text.replace(':', ": "),
            text.replace("/1\"", "/2\""),
            text.replace("{\"", "{\"a\":1,\""),
            "{}".to_owned(),
            String::new(),
        ] {
            assert_eq!(Statement::read(&other), None, "{other}");
        }
    }
}
