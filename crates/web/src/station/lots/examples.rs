//! The refrigerator of An Châu.

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::{EntryKind, Lot, LotLine, LotState, Lots, Receipt, Receive, StockEntry};
use crate::forms::Fields;
use crate::pieces::Form;
use crate::station::doses::examples::products;
use crate::texts::Texts;

fn line(name: [&str; 2], expires: Date, figures: [u64; 3], state: LotState) -> LotLine {
    let [received, given, wasted] = figures;
    LotLine {
        id: Uuid::nil(),
        product: name[0].to_owned(),
        lot: name[1].to_owned(),
        expires,
        received,
        given,
        wasted,
        left: received - given - wasted,
        state,
    }
}

pub(crate) fn lots() -> Lots {
    Lots {
        lines: vec![
            line(
                ["Vero Cell", "202107C1553"],
                date(2022, 4, 30),
                [600, 560, 12],
                LotState::Expired,
            ),
            line(
                ["AstraZeneca", "PW40001"],
                date(2022, 6, 10),
                [1200, 1098, 12],
                LotState::Soon,
            ),
            line(
                ["Pfizer", "FK0112"],
                date(2022, 8, 31),
                [720, 466, 14],
                LotState::Good,
            ),
            line(
                ["Moderna", "941885"],
                date(2022, 9, 15),
                [280, 0, 0],
                LotState::Good,
            ),
            line(
                ["Pfizer trẻ em", "FX2087"],
                date(2022, 7, 31),
                [180, 178, 2],
                LotState::Empty,
            ),
        ],
        may_receive: true,
    }
}

pub(crate) fn lot() -> Lot {
    let entry = |day, kind, doses, note: &str| StockEntry {
        when: date(2022, 5, day).at(7, 40, 0, 0),
        kind,
        doses,
        who: "Tô Thị Duyên".to_owned(),
        note: note.to_owned(),
    };
    Lot {
        line: line(
            ["Pfizer", "FK0112"],
            date(2022, 8, 31),
            [720, 466, 14],
            LotState::Good,
        ),
        doses_per_vial: 6,
        entries: vec![
            entry(14, EntryKind::Used, 61, "Buổi tiêm sáng 14/05/2022"),
            entry(12, EntryKind::Wasted, 14, "Quá giờ sau khi mở lọ"),
            entry(12, EntryKind::Used, 405, "Buổi tiêm sáng 12/05/2022"),
            entry(
                2,
                EntryKind::Received,
                720,
                "Phiếu xuất 0217, Trung tâm Y tế huyện Đông Hưng",
            ),
        ],
        may_waste: true,
        entry_id: Uuid::nil(),
    }
}

pub(crate) fn receive(t: &'static Texts) -> Receive {
    let fields = || Fields::from([("product", "pfizer"), ("lot", "FK0112"), ("vials", "12O")]);
    let faults = Receipt::check(&fields()).err().unwrap_or_default();
    Receive {
        form: Form::new(t, "receipt", fields()).with_faults(faults),
        products: products(),
    }
}
