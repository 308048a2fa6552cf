//! The forms of the WHO and of neighbours beside the EU's certificate: which family a code is of,
//! and what it says.
//!
//! Written here: the WHO's core data set for vaccination (DDCC:VS, sub-claim 3 of a health
//! certificate) and the small international certificate of vaccination (ICVP, sub-claim −6). Read
//! only: DIVOC of India and others, and VDS-NC of ICAO. Reading proves nothing: signatures of the
//! first two are checked as those of every HC1 code, that of VDS-NC by [`Vds::verify`]; DIVOC's
//! needs the graph form of JSON-LD and is not checked here.
//!
//! ```
//! use khien_certificate::ddcc::Family;
//! assert_eq!(Family::of(b"HC1:6BF"), Some(Family::Hcert));
//! assert_eq!(Family::of(b"shc:/5676"), Some(Family::Shc));
//! assert_eq!(Family::of(b"hello"), None);
//! ```

mod coding;
mod country;
mod divoc;
mod family;
mod fault;
mod fields;
mod icvp;
mod status;
mod vds;
mod who;
mod zip;

pub use coding::Coding;
pub use country::three_letters;
pub(crate) use country::two_letters;
pub use divoc::{Divoc, Evidence, divoc_text};
pub use family::Family;
pub use fault::DdccFault;
pub use icvp::{ICVP, Icvp};
pub use status::{CertificateTerms, Vaccination, VaccinationStatus};
pub use vds::{Vds, VdsVaccination};
pub use who::{DDCC_VS, Who};
