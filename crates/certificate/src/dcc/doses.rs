//! How doses are counted in certificates (`dn` of `sd`), by Annex A of the EU's value sets.
//!
//! A booster must be told from the completion of a series: after a series of two doses the third is
//! 3/3 and the fourth 4/4; after a series of one dose (Janssen, or one dose after a recovery) the
//! second is 2/1 and the third 3/1. "2/2 after 1/1" says nothing of the kind and is not written.

/// How many doses completed the primary course of this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrimaryCourse {
    /// As many as the product of the first dose needs (`primary_doses` of the catalogue). Another
    /// product within the course changes nothing.
    OfProduct(u32),
    /// One, because the person had recovered and the country counts that.
    OneAfterRecovery,
}

impl PrimaryCourse {
    const fn doses(self) -> u32 {
        match self {
            Self::OfProduct(0) | Self::OneAfterRecovery => 1,
            Self::OfProduct(doses) => doses,
        }
    }
}

/// `dn` and `sd` of the `nth` dose that a person got in all, counted from 1.
///
/// ```
/// use khien_certificate::dcc::doses::{PrimaryCourse, dose_of};
/// assert_eq!(dose_of(1, PrimaryCourse::OfProduct(2)), (1, 2));
/// assert_eq!(dose_of(3, PrimaryCourse::OfProduct(2)), (3, 3));
/// assert_eq!(dose_of(2, PrimaryCourse::OfProduct(1)), (2, 1));
/// ```
pub fn dose_of(nth: u32, course: PrimaryCourse) -> (u32, u32) {
    let (nth, primary) = (nth.max(1), course.doses());
    if nth <= primary || primary == 1 {
        (nth, primary)
    } else {
        (nth, nth)
    }
}

/// Whether a certificate's numbers say that the primary course is complete.
pub const fn is_complete(dose: u32, doses: u32) -> bool {
    dose >= doses
}

/// Whether a certificate's numbers say that this dose came after the primary course, as far as they
/// tell: 3/3 after a course of three doses (Abdala) is told by the product alone.
pub const fn is_booster(dose: u32, doses: u32, primary_doses: u32) -> bool {
    dose > doses || dose == doses && dose > primary_doses
}
