//! Content to text, in one pass over buffers that are kept.

use std::fmt;

use super::fault::Hc1Fault;
use crate::base45;
use crate::cbor::{Value, Writer};
use crate::cose::{self, Algorithm, Envelope, Signer, SignerFault};
use crate::cwt::{Terms, write_head};
use crate::dcc::Dcc;
use crate::zlib::{Deflater, store};

const PREFIX: &str = "HC1:";
/// Bytes of an ES256 signature, and of the shortest that PS256 makes.
const EC_SIGNATURE: usize = 64;
const RSA_SHORTEST: usize = 256;

/// How the signed message is packed. Readers know no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As one stored block: costs next to nothing, and the text is hardly longer.
    Stored,
    /// Compressed: a few characters fewer, for half as much time as an ES256 signature takes.
    Compressed,
    /// Compressed, unless the stored block is shorter.
    Shorter,
}

/// The text of a code.
#[derive(Clone, PartialEq, Eq)]
pub struct Hc1Text(String);

impl Hc1Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Without the text, which is all of the certificate.
impl fmt::Debug for Hc1Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hc1Text({} characters)", self.0.len())
    }
}

/// Issues the certificates of one key.
pub struct Issuer<'s> {
    signer: &'s dyn Signer,
    envelope: Envelope,
    packing: Packing,
    deflater: Deflater,
    claims: Vec<u8>,
    to_be_signed: Vec<u8>,
    message: Vec<u8>,
    packed: Vec<u8>,
}

impl<'s> Issuer<'s> {
    /// One to be used for many certificates. It is not shared between threads; each makes its own.
    pub fn new(signer: &'s dyn Signer, packing: Packing) -> Self {
        Self {
            envelope: Envelope::new(signer.algorithm(), signer.kid()),
            signer,
            packing,
            deflater: Deflater::new(),
            claims: Vec::new(),
            to_be_signed: Vec::new(),
            message: Vec::new(),
            packed: Vec::new(),
        }
    }

    /// Issues an EU certificate.
    ///
    /// # Errors
    /// [`Hc1Fault::Dcc`] where the content may not be issued, [`Hc1Fault::TermsCountry`] and
    /// [`Hc1Fault::TermsOrder`] for the terms, [`Hc1Fault::Signer`] where the key did not sign.
    pub fn issue(&mut self, dcc: &Dcc, terms: &Terms) -> Result<Hc1Text, Hc1Fault> {
        dcc.check()?;
        self.begin(terms, 1)?;
        dcc.write(&mut self.claims);
        self.sign_and_pack()
    }

    /// Issues any other sub-claim of a health certificate, 3 for the WHO's vaccination status for
    /// instance. Its content is the caller's business.
    ///
    /// # Errors
    /// As [`Issuer::issue`], but for the content.
    pub fn issue_sub_claim(
        &mut self,
        number: i64,
        content: &Value,
        terms: &Terms,
    ) -> Result<Hc1Text, Hc1Fault> {
        self.begin(terms, number)?;
        Writer::new(&mut self.claims).value(content);
        self.sign_and_pack()
    }

    fn begin(&mut self, terms: &Terms, sub_claim: i64) -> Result<(), Hc1Fault> {
        let is_country = |byte: u8| byte.is_ascii_uppercase();
        if terms.issuer.len() != 2 || !terms.issuer.bytes().all(is_country) {
            return Err(Hc1Fault::TermsCountry);
        }
        if terms.issued_at >= terms.expires_at {
            return Err(Hc1Fault::TermsOrder);
        }
        self.claims.clear();
        write_head(terms, sub_claim, &mut self.claims);
        Ok(())
    }

    fn sign_and_pack(&mut self) -> Result<Hc1Text, Hc1Fault> {
        self.to_be_signed.clear();
        self.envelope
            .to_be_signed(&self.claims, &mut self.to_be_signed);
        let signature = self.signer.sign(&self.to_be_signed)?;
        let is_whole = match self.signer.algorithm() {
            Algorithm::Es256 => signature.len() == EC_SIGNATURE,
            Algorithm::Ps256 => signature.len() >= RSA_SHORTEST,
        };
        if !is_whole {
            return Err(SignerFault::Length.into());
        }
        self.message.clear();
        cose::write(&self.envelope, &self.claims, &signature, &mut self.message);
        self.pack();
        Ok(Hc1Text(base45::encode_after(PREFIX, &self.packed)))
    }

    fn pack(&mut self) {
        if self.packing == Packing::Stored {
            return store(&self.message, &mut self.packed);
        }
        self.deflater.zlib(&self.message, &mut self.packed);
        // What a stored block adds: two bytes before, five of its own, four after.
        if self.packing == Packing::Shorter && self.packed.len() > self.message.len() + 11 {
            store(&self.message, &mut self.packed);
        }
    }
}

/// Without the buffers, which hold the last certificate.
impl fmt::Debug for Issuer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Issuer({:?}, {:?})",
            self.signer.algorithm(),
            self.packing
        )
    }
}

/// Issues one EU certificate, see [`Issuer::issue`].
///
/// # Errors
/// As [`Issuer::issue`].
pub fn issue(
    dcc: &Dcc,
    signer: &dyn Signer,
    terms: &Terms,
    packing: Packing,
) -> Result<Hc1Text, Hc1Fault> {
    Issuer::new(signer, packing).issue(dcc, terms)
}
