//! A working day in An Châu.

use jiff::civil::date;
use uuid::Uuid;

use super::{Board, SessionState, Site, Waiting, WaitingKind};

fn site(place: &str, vaccine: &str, state: SessionState, figures: [u64; 3]) -> Site {
    let [listed, dosed, confirmed] = figures;
    Site {
        session: Uuid::nil(),
        place: place.to_owned(),
        vaccine: vaccine.to_owned(),
        state,
        listed,
        dosed,
        confirmed,
    }
}

pub(crate) fn board() -> Board {
    use SessionState::{Closed, Open, Planned, Signed};
    let wait = |kind, count, since| Waiting { kind, count, since };
    Board {
        day: date(2022, 5, 14),
        given: Some(263),
        facility: Some("34001".to_owned()),
        standing: Some(Uuid::nil()),
        new_id: Uuid::nil(),
        may_see_figures: true,
        may_see_funnel: false,
        entered: 257,
        sites: vec![
            site(
                "Nhà văn hoá thôn Châu Giang",
                "Pfizer, lô FK0112",
                Open,
                [84, 55, 52],
            ),
            site(
                "Trạm Y tế xã An Châu",
                "AstraZeneca, lô PW40001",
                Closed,
                [120, 112, 110],
            ),
            site(
                "Trường THCS An Châu",
                "Pfizer trẻ em, lô FX2087",
                Signed,
                [96, 90, 90],
            ),
            site(
                "Công ty May Đông Hưng",
                "Moderna, lô 941885",
                Planned,
                [240, 0, 0],
            ),
        ],
        waiting: vec![
            wait(WaitingKind::OpenSessions, 1, Some(date(2022, 5, 13))),
            wait(WaitingKind::Imports, 1, Some(date(2022, 5, 14))),
            wait(WaitingKind::SaidWrong, 3, Some(date(2022, 5, 14))),
            wait(WaitingKind::Mismatches, 64, Some(date(2022, 4, 25))),
            wait(WaitingKind::Unconfirmed, 11, None),
            wait(WaitingKind::Expiring, 2, None),
        ],
        may_report: true,
        may_plan: true,
        may_import: true,
    }
}
