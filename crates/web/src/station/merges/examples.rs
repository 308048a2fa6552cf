//! Somebody who was entered twice.

use jiff::civil::date;
use khien_domain::DoseKind;
use uuid::Uuid;

use super::{Compared, Merge, MergeDose, Side, Since, Split, Twins};
use crate::station::people;
use crate::station::person::examples::dose;

fn side(name: &str) -> Side {
    Side {
        id: Uuid::nil(),
        name: name.to_owned(),
        version: 1,
    }
}

pub(crate) fn twins() -> Twins {
    let found = people::examples::search().found;
    Twins {
        person: Uuid::nil(),
        name: "Lê Thị Trang".to_owned(),
        typed: String::new(),
        people: found.map(|found| found.people).unwrap_or_default(),
    }
}

pub(crate) fn merge() -> Merge {
    let field = |field: &str, survivors: &str, losers: &str| Compared {
        field: field.to_owned(),
        survivors: survivors.to_owned(),
        losers: losers.to_owned(),
    };
    let given = |is_survivors, lot| MergeDose {
        line: dose(DoseKind::Primary, 1, date(2021, 9, 6), ["AstraZeneca", lot]),
        is_survivors,
        choice: Some(Uuid::nil()),
        is_twin: true,
    };
    Merge {
        id: Uuid::nil(),
        survivor: side("Lê Thị Trang"),
        loser: side("Lê Thi Trang"),
        fields: vec![
            field("full_name", "Lê Thị Trang", "Lê Thi Trang"),
            field("born", "14/11/2002", "14/11/2002"),
            field("id_number", "034302221064", ""),
            field("phone", "", "0912345678"),
        ],
        doses: vec![given(true, "CTMAV510"), given(false, "CTMAV511")],
        choices: vec![Uuid::nil()],
        reason: String::new(),
        fault: "fault-merge-twins",
    }
}

pub(crate) fn split() -> Split {
    Split {
        merge: Uuid::nil(),
        survivor: side("Lê Thị Trang"),
        loser: side("Lê Thi Trang"),
        who: "Đỗ Quang Hải".to_owned(),
        when: date(2022, 5, 14).at(9, 12, 0, 0),
        because: "cùng một người, hai số".to_owned(),
        since: vec![Since {
            line: dose(
                DoseKind::Booster,
                1,
                date(2022, 5, 14),
                ["Pfizer", "FK0112"],
            ),
        }],
        is_parted: false,
        reason: String::new(),
        fault: "",
    }
}
