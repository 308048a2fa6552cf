//! Which family a scanned code is of.

/// The families of codes that people show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// `HC1:`, of the EU and the WHO.
    Hcert,
    /// `shc:/`, SMART Health Cards.
    Shc,
    /// A ZIP archive, DIVOC.
    Divoc,
    /// JSON with `data` and `sig`, ICAO VDS-NC.
    Vds,
}

impl Family {
    /// The family by how the bytes begin; `None` for anything else. Whether the rest is of that
    /// form, its reader says.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.trim_ascii_start();
        let begins = |start: &[u8]| bytes.starts_with(start);
        if begins(b"HC1:") {
            Some(Self::Hcert)
        } else if begins(b"shc:/") {
            Some(Self::Shc)
        } else if begins(b"PK\x03\x04") || begins(b"B64:UEsD") {
            Some(Self::Divoc)
        } else if begins(b"{") {
            Some(Self::Vds)
        } else {
            None
        }
    }

    /// The name in reports and commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hcert => "hcert",
            Self::Shc => "shc",
            Self::Divoc => "divoc",
            Self::Vds => "vds",
        }
    }
}
