//! What the frame of a page shows.

use std::borrow::Borrow;
use std::fmt::Write;

use super::{Theme, Visit};
use crate::assets;
use crate::pieces::{Icon, Token};
use crate::texts::Texts;

/// For whom a page is: the hem under its header and where its brand leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// Staff.
    Station,
    /// Whoever holds a slip, without an account.
    Slip,
    /// Whoever checks passports, without an account.
    Checker,
}

impl Area {
    /// The area of an address.
    fn of(path: &str) -> Self {
        let is_in = |start| {
            let rest = path.strip_prefix(start);
            rest.is_some_and(|rest: &str| rest.is_empty() || rest.starts_with(['/', '?']))
        };
        if is_in("/slip") {
            Area::Slip
        } else if is_in("/checker") {
            Area::Checker
        } else {
            Area::Station
        }
    }

    /// As in the keys of the catalogue and in the style sheet.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Area::Station => "station",
            Area::Slip => "slip",
            Area::Checker => "checker",
        }
    }

    /// Where it begins.
    pub(crate) fn href(self) -> &'static str {
        match self {
            Area::Station => "/station",
            Area::Slip => "/slip",
            Area::Checker => "/checker",
        }
    }
}

/// The parts of the station, in the order of the bar under the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Hôm nay.
    Board,
    /// Buổi tiêm.
    Sessions,
    /// Tìm người.
    People,
    /// Nhập tệp.
    Imports,
    /// Sửa dữ liệu.
    Unit,
    /// Danh sách.
    Rosters,
    /// Ký mũi tiêm.
    Signing,
    /// Kho vắc xin.
    Lots,
    /// F0 khỏi bệnh.
    Recovered,
    /// Hộ chiếu vắc xin.
    Passports,
    /// Tài khoản.
    Accounts,
    /// Nhật ký.
    Audit,
}

impl Section {
    /// In the order of the bar.
    pub(crate) const ALL: [Section; 12] = [
        Section::Board,
        Section::Sessions,
        Section::People,
        Section::Imports,
        Section::Unit,
        Section::Rosters,
        Section::Signing,
        Section::Lots,
        Section::Recovered,
        Section::Passports,
        Section::Accounts,
        Section::Audit,
    ];

    /// As in the keys of the catalogue.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Section::Board => "board",
            Section::Sessions => "sessions",
            Section::People => "people",
            Section::Imports => "imports",
            Section::Unit => "unit",
            Section::Rosters => "rosters",
            Section::Signing => "signing",
            Section::Lots => "lots",
            Section::Recovered => "recovered",
            Section::Passports => "passports",
            Section::Accounts => "accounts",
            Section::Audit => "audit",
        }
    }

    /// Where it begins.
    pub(crate) fn href(self) -> &'static str {
        match self {
            Section::Board => "/station",
            Section::Sessions => "/station/sessions",
            Section::People => "/station/people",
            Section::Imports => "/station/imports",
            Section::Unit => "/station/unit",
            Section::Rosters => "/station/rosters",
            Section::Signing => "/station/signing",
            Section::Lots => "/station/lots",
            Section::Recovered => "/station/recovered",
            Section::Passports => "/station/passports",
            Section::Accounts => "/station/accounts",
            Section::Audit => "/station/audit",
        }
    }
}

/// A section in the bar, with what waits there.
#[derive(Clone)]
pub(crate) struct SectionLink {
    /// Which one.
    pub(crate) section: Section,
    /// How many things wait there.
    pub(crate) waiting: Option<u64>,
}

/// A unit that the account may act for.
#[derive(Clone)]
pub(crate) struct UnitChoice {
    /// Kind and code of the scope: `facility-34001`.
    pub(crate) id: String,
    /// Code of the facility whose desk it is; none for a unit of the state.
    pub(crate) facility: Option<String>,
    /// "Trạm Y tế xã An Châu".
    pub(crate) name: String,
    /// "Huyện Đông Hưng · Tỉnh Thái Bình".
    pub(crate) place: String,
    /// Whether it is the one that the account acts for now.
    pub(crate) current: bool,
}

/// Who signed in.
#[derive(Clone)]
pub(crate) struct Who {
    /// "Tô Thị Duyên".
    pub(crate) name: String,
    /// Units that the account may act for; one of them is current.
    pub(crate) units: Vec<UnitChoice>,
    /// Sections that the account may enter.
    pub(crate) sections: Vec<SectionLink>,
}

impl Who {
    /// The unit that the account acts for.
    pub(crate) fn unit(&self) -> Option<&UnitChoice> {
        self.units.iter().find(|unit| unit.current)
    }
}

/// A step on the way to this page.
pub(crate) struct Crumb {
    /// Where it leads.
    pub(crate) href: String,
    /// What it is called.
    pub(crate) name: String,
}

/// Everything around the content of a page.
pub(crate) struct Frame {
    /// Words.
    pub(crate) t: &'static Texts,
    /// For whom it is.
    pub(crate) area: Area,
    /// What the window is called.
    pub(crate) title: String,
    /// Light or dark.
    pub(crate) theme: Theme,
    /// Path and query of this page.
    pub(crate) here: String,
    /// The token of its forms.
    pub(crate) csrf: String,
    /// Who signed in.
    pub(crate) who: Option<Who>,
    /// The section that the page belongs to.
    pub(crate) section: Option<Section>,
    /// The way to the page, without the page itself.
    pub(crate) crumbs: Vec<Crumb>,
    /// Tables of many rows, for staff at a desk.
    pub(crate) dense: bool,
    /// Asks again by itself after so many seconds, where no script runs.
    pub(crate) refresh: Option<u8>,
    /// What has just been done, said once above the page.
    pub(crate) done: Option<String>,
    /// Why it was not done.
    pub(crate) fault: Option<String>,
    /// Whether to say that all people are invented.
    pub(crate) demonstration: bool,
}

impl Frame {
    pub(super) fn bare(visit: &Visit, title: String) -> Self {
        Self {
            t: visit.texts(),
            area: Area::of(&visit.here),
            title,
            theme: visit.theme,
            here: visit.here.clone(),
            csrf: visit.csrf.token(),
            who: None,
            section: None,
            crumbs: Vec::new(),
            dense: false,
            refresh: None,
            done: said(visit, "done", "done-"),
            fault: said(visit, "fault", ""),
            demonstration: false,
        }
    }

    /// With somebody signed in, in a section.
    pub(crate) fn signed_in(mut self, who: Who, section: Section) -> Self {
        self.who = Some(who);
        self.section = Some(section);
        self
    }

    /// Dense tables.
    pub(crate) fn dense(mut self) -> Self {
        self.dense = true;
        self
    }

    /// One more step on the way here.
    pub(crate) fn under(mut self, href: impl Into<String>, name: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            href: href.into(),
            name: name.into(),
        });
        self
    }

    /// The address of a file of ours.
    #[expect(
        clippy::unused_self,
        reason = "templates reach everything through the frame"
    )]
    pub(crate) fn asset(&self, name: &str) -> &'static str {
        assets::url(name)
    }

    /// A drawing beside a word.
    #[expect(
        clippy::unused_self,
        reason = "templates reach everything through the frame"
    )]
    pub(crate) fn icon(&self, name: &str) -> Icon {
        Icon(name.to_owned())
    }

    /// The hidden field of a form.
    pub(crate) fn token(&self) -> Token {
        Token(self.csrf.clone())
    }

    /// Whether the section is the one of this page.
    pub(crate) fn is_in(&self, section: impl Borrow<Section>) -> bool {
        self.section.as_ref() == Some(section.borrow())
    }

    /// An address that sets a preference and comes back here: `/language/en?back=…`.
    pub(crate) fn preference(&self, what: &str, code: &str) -> String {
        format!("/{what}/{code}?back={}", percent_encoded(&self.here))
    }
}

/// A sentence that the address asks for by its code. Only sentences of the catalogue are said, and
/// only those about something done or refused.
fn said(visit: &Visit, name: &str, family: &str) -> Option<String> {
    let (_, query) = visit.here.split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, code) = pairs.find(|(found, _)| *found == name)?;
    let key = format!("{family}{code}");
    let allowed = key.starts_with("done-") || key.starts_with("fault-");
    allowed.then(|| visit.texts().find_plain(&key))?
}

/// A path as the value of a query.
pub(crate) fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                encoded.push(char::from(byte));
            }
            byte => {
                // Writing into text does not fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}
