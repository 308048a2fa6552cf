//! A day with something to look at, certificates of two authorities.

use jiff::civil::date;
use khien_domain::{DoseKind, Sex};
use uuid::Uuid;

use super::{
    Act, Authorities, AuthorityLine, CertificateChoice, CertificateLine, CertificateState,
    Certificates, DayLine, Days, DoseToSign, Doubtful, Facilities, FacilityLine, LeftOut,
    SigningDayView,
};
use crate::forms::{Faults, Fields};
use crate::pieces::Form;
use crate::texts::Texts;

const STATION: &str = "Trạm Y tế xã An Châu";

pub(crate) fn facilities() -> Facilities {
    let line = |code: &str, name: &str, doses, day, late| FacilityLine {
        code: code.to_owned(),
        name: name.to_owned(),
        doses,
        oldest: date(2022, 5, day),
        late,
    };
    Facilities {
        lines: vec![
            line("34001", STATION, 61, 11, 3),
            line("34101", "Bệnh viện Đa khoa huyện Đông Hưng", 1204, 13, 1),
            line("34105", "Công ty May Hưng Phát", 8, 14, 0),
        ],
    }
}

pub(crate) fn days() -> Days {
    let line = |day, doses, late| DayLine {
        day: date(2022, 5, day),
        doses,
        late,
    };
    Days {
        code: "34001".to_owned(),
        name: STATION.to_owned(),
        lines: vec![line(11, 3, 3), line(13, 46, 1), line(14, 12, 0)],
        has_certificate: true,
    }
}

fn dose(number: u128, name: &str, born: i16, sex: Sex) -> DoseToSign {
    DoseToSign {
        id: Uuid::from_u128(number),
        version: 1,
        person: Uuid::nil(),
        name: name.to_owned(),
        born: Some(born),
        sex: Some(sex),
        product: "Comirnaty".to_owned(),
        lot: "FK0112".to_owned(),
        kind: DoseKind::Booster,
        number: 3,
        settled: true,
        corrected: false,
        questioned: Vec::new(),
        ticked: true,
    }
}

fn choice(authority: &str, held: bool) -> CertificateChoice {
    CertificateChoice {
        id: Uuid::nil(),
        authority: authority.to_owned(),
        until: date(2024, 1, 1),
        held,
        chosen: held,
    }
}

pub(crate) fn day(t: &'static Texts) -> SigningDayView {
    let mut faults = Faults::default();
    faults.add("pin", "fault-pin-wrong");
    SigningDayView {
        id: Uuid::nil(),
        code: "34001".to_owned(),
        name: STATION.to_owned(),
        day: date(2022, 5, 13),
        late: 1,
        lines: vec![
            DoseToSign {
                questioned: vec!["lot_number".to_owned(), "given_on".to_owned()],
                ticked: false,
                ..dose(1, "Lê Thị Trang", 2002, Sex::Female)
            },
            DoseToSign {
                corrected: true,
                ..dose(2, "Trần Văn Bách", 1958, Sex::Male)
            },
            DoseToSign {
                settled: false,
                ..dose(3, "Phạm Thị Xuyến", 1991, Sex::Female)
            },
            dose(4, "Nguyễn Văn Nhượng", 1960, Sex::Male),
        ],
        later: 0,
        sessions: vec![Doubtful {
            id: Uuid::nil(),
            name: "Tiêm nhắc lại chiều thứ Sáu".to_owned(),
            is_closed: true,
        }],
        certificates: vec![choice("VNPT-CA", true), choice("Viettel-CA", false)],
        may_read: true,
        form: Form::new(t, "sign", Fields::default()).with_faults(faults),
    }
}

pub(crate) fn nothing(t: &'static Texts) -> SigningDayView {
    SigningDayView {
        lines: Vec::new(),
        sessions: Vec::new(),
        form: Form::new(t, "sign", Fields::default()),
        ..day(t)
    }
}

pub(crate) fn statement(t: &'static Texts) -> Act {
    let mut faults = Faults::default();
    faults.add("file", "fault-signature-wrong");
    Act {
        id: Uuid::nil(),
        code: "34001".to_owned(),
        name: STATION.to_owned(),
        days: vec![date(2022, 5, 13)],
        doses: 45,
        people: 45,
        verified: 41,
        signed: None,
        left_out: Vec::new(),
        more: 37,
        may_read: true,
        form: Form::new(t, "sign", Fields::default()).with_faults(faults),
    }
}

pub(crate) fn signed(t: &'static Texts) -> Act {
    Act {
        signed: Some(date(2022, 5, 14).at(9, 12, 0, 0)),
        more: 0,
        left_out: vec![LeftOut {
            person: Uuid::nil(),
            name: "Lê Thị Trang".to_owned(),
        }],
        form: Form::new(t, "sign", Fields::default()),
        ..statement(t)
    }
}

pub(crate) fn certificates(t: &'static Texts) -> Certificates {
    let line = |kid: &str, authority: &str, state, held| CertificateLine {
        id: Uuid::nil(),
        kid: kid.to_owned(),
        authority: authority.to_owned(),
        from: date(2022, 1, 1),
        until: date(2024, 1, 1),
        state,
        held,
        reason: if state == CertificateState::Ended {
            "mất USB".to_owned()
        } else {
            String::new()
        },
    };
    let mut faults = Faults::default();
    faults.add("pin", "fault-pin-short");
    let id = Uuid::nil().to_string();
    Certificates {
        lines: vec![
            line("h8HS53nPJC0=", "VNPT-CA", CertificateState::Good, true),
            line(
                "q1QpkHnPd40=",
                "Viettel-CA",
                CertificateState::NotAccepted,
                false,
            ),
            line("0Ea5kHnPdd1=", "Viettel-CA", CertificateState::Ended, false),
        ],
        form: Form::new(t, "certificate", Fields::from([("id", id.as_str())])),
        request: Some(Form::new(t, "key", Fields::default()).with_faults(faults)),
    }
}

pub(crate) fn authorities(t: &'static Texts) -> Authorities {
    let line = |name: &str, ended: bool| AuthorityLine {
        id: Uuid::nil(),
        name: name.to_owned(),
        kid: "Rjene8QvRwA=".to_owned(),
        until: Some(date(2030, 1, 1)),
        accepted: date(2022, 2, 9),
        who: "Cục Y tế dự phòng".to_owned(),
        ended: ended.then(|| date(2022, 4, 1)),
        reason: "Công văn 1495/BYT-CNTT".to_owned(),
    };
    let id = Uuid::nil().to_string();
    let mut faults = Faults::default();
    faults.add("name", "fault-authority-name");
    Authorities {
        lines: vec![line("VNPT-CA", false), line("CA cũ", true)],
        form: Form::new(t, "authority", Fields::from([("id", id.as_str())])).with_faults(faults),
    }
}
