//! What the pages of signing show.

use jiff::civil::{Date, DateTime};
use khien_domain::{DoseKind, Sex};
use uuid::Uuid;

use crate::page::page;
use crate::pieces::Form;

/// A facility with doses that wait.
pub(crate) struct FacilityLine {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) doses: i64,
    pub(crate) oldest: Date,
    /// Days since the oldest.
    pub(crate) late: i32,
}

/// Where doses wait, for whoever signs for several facilities.
pub(crate) struct Facilities {
    pub(crate) lines: Vec<FacilityLine>,
}

impl Facilities {
    pub(crate) fn doses(&self) -> i64 {
        self.lines.iter().map(|line| line.doses).sum()
    }
}

/// A day with doses that wait.
pub(crate) struct DayLine {
    pub(crate) day: Date,
    pub(crate) doses: i64,
    /// Days since.
    pub(crate) late: i32,
}

/// The days of one facility.
pub(crate) struct Days {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) lines: Vec<DayLine>,
    /// Whether who looks has a certificate that is good now.
    pub(crate) has_certificate: bool,
}

impl Days {
    pub(crate) fn doses(&self) -> i64 {
        self.lines.iter().map(|line| line.doses).sum()
    }

    /// Days late of the oldest.
    pub(crate) fn late(&self) -> i32 {
        self.lines.iter().map(|line| line.late).max().unwrap_or(0)
    }
}

/// A dose that waits.
pub(crate) struct DoseToSign {
    pub(crate) id: Uuid,
    /// The version that is shown: what was changed since is not signed.
    pub(crate) version: i64,
    pub(crate) person: Uuid,
    pub(crate) name: String,
    pub(crate) born: Option<i16>,
    pub(crate) sex: Option<Sex>,
    pub(crate) product: String,
    pub(crate) lot: String,
    pub(crate) kind: DoseKind,
    /// Which of all doses.
    pub(crate) number: u8,
    /// Whether the person's identity is settled.
    pub(crate) settled: bool,
    /// Whether the dose was signed before, and then corrected.
    pub(crate) corrected: bool,
    /// What the person called wrong, by code.
    pub(crate) questioned: Vec<String>,
    pub(crate) ticked: bool,
}

impl DoseToSign {
    /// What a ticked box sends.
    pub(crate) fn value(&self) -> String {
        format!("{}:{}", self.id, self.version)
    }

    /// In which order doses are shown: what is to be looked at comes first.
    pub(crate) fn rank(&self) -> u8 {
        match (self.questioned.is_empty(), self.corrected, self.settled) {
            (false, ..) => 0,
            (true, true, _) => 1,
            (true, false, false) => 2,
            (true, false, true) => 3,
        }
    }
}

/// A session to be looked at first.
pub(crate) struct Doubtful {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) is_closed: bool,
}

/// A certificate to choose.
pub(crate) struct CertificateChoice {
    pub(crate) id: Uuid,
    /// "CA thử · đến 01/01/2024".
    pub(crate) authority: String,
    pub(crate) until: Date,
    /// Whether its key rests on this server.
    pub(crate) held: bool,
    pub(crate) chosen: bool,
}

/// The head's day.
pub(crate) struct SigningDayView {
    /// Id of the act: sending it twice signs once.
    pub(crate) id: Uuid,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) day: Date,
    pub(crate) late: i32,
    pub(crate) lines: Vec<DoseToSign>,
    /// How many wait that do not fit on this page: they come next.
    pub(crate) later: usize,
    pub(crate) sessions: Vec<Doubtful>,
    pub(crate) certificates: Vec<CertificateChoice>,
    /// Whether the names lead to the records.
    pub(crate) may_read: bool,
    /// Faults, and nothing of what was typed: no PIN comes back.
    pub(crate) form: Form,
}

impl SigningDayView {
    /// People whose identity is not settled.
    pub(crate) fn unsettled(&self) -> usize {
        self.lines.iter().filter(|line| !line.settled).count()
    }

    /// Whether a certificate was chosen before.
    pub(crate) fn chosen(&self) -> bool {
        self.certificates.iter().any(|choice| choice.chosen)
    }

    /// Whether the key of one of the certificates rests on this server.
    pub(crate) fn any_held(&self) -> bool {
        self.certificates.iter().any(|choice| choice.held)
    }

    /// Doses that the person questions.
    pub(crate) fn questioned(&self) -> usize {
        let lines = self.lines.iter();
        lines.filter(|line| !line.questioned.is_empty()).count()
    }
}

/// Somebody whose dose was left out.
pub(crate) struct LeftOut {
    pub(crate) person: Uuid,
    pub(crate) name: String,
}

/// What was signed, or the statement that waits for its signature.
pub(crate) struct Act {
    pub(crate) id: Uuid,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) days: Vec<Date>,
    pub(crate) doses: i64,
    pub(crate) people: usize,
    pub(crate) verified: usize,
    pub(crate) signed: Option<DateTime>,
    /// Doses of the same days that wait still.
    pub(crate) left_out: Vec<LeftOut>,
    /// Doses of the same days that there was no room for: they come next.
    pub(crate) more: usize,
    pub(crate) may_read: bool,
    pub(crate) form: Form,
}

impl Act {
    /// People whose identity is not settled yet.
    pub(crate) fn unverified(&self) -> usize {
        self.people.saturating_sub(self.verified)
    }
}

/// One of one's own certificates.
pub(crate) struct CertificateLine {
    pub(crate) id: Uuid,
    pub(crate) kid: String,
    pub(crate) authority: String,
    pub(crate) from: Date,
    pub(crate) until: Date,
    pub(crate) state: CertificateState,
    pub(crate) held: bool,
    /// Why it was ended.
    pub(crate) reason: String,
}

/// Whether a certificate signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CertificateState {
    Good,
    /// Past its validity, or before.
    NotValid,
    /// Its authority is no longer accepted.
    NotAccepted,
    Ended,
}

impl CertificateState {
    pub(crate) fn code(self) -> &'static str {
        match self {
            CertificateState::Good => "good",
            CertificateState::NotValid => "not-valid",
            CertificateState::NotAccepted => "not-accepted",
            CertificateState::Ended => "ended",
        }
    }

    pub(crate) fn is_good(self) -> bool {
        self == CertificateState::Good
    }
}

/// One's own certificates.
pub(crate) struct Certificates {
    pub(crate) lines: Vec<CertificateLine>,
    pub(crate) form: Form,
    /// The form of a new key; none where this server keeps no keys.
    pub(crate) request: Option<Form>,
}

/// An authority in the list.
pub(crate) struct AuthorityLine {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) kid: String,
    pub(crate) until: Option<Date>,
    pub(crate) accepted: Date,
    pub(crate) who: String,
    pub(crate) ended: Option<Date>,
    pub(crate) reason: String,
}

/// Authorities whose certificates count.
pub(crate) struct Authorities {
    pub(crate) lines: Vec<AuthorityLine>,
    pub(crate) form: Form,
}

page!(
    FacilitiesPage,
    "station/signing/facilities.html",
    Facilities
);
page!(DaysPage, "station/signing/days.html", Days);
page!(SigningDayPage, "station/signing/day.html", SigningDayView);
page!(ActPage, "station/signing/act.html", Act);
page!(
    CertificatesPage,
    "station/signing/certificates.html",
    Certificates
);
page!(
    AuthoritiesPage,
    "station/signing/authorities.html",
    Authorities
);
