//! The refrigerator of An Châu.

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::{Lot, LotLine, LotState, Lots, Receipt, Receive, StockEntry, UnderWay};
use crate::forms::Fields;
use crate::pieces::Form;
use crate::station::doses::examples::products;
use crate::texts::Texts;

fn line(name: [&str; 2], expires: Date, vials: u64) -> LotLine {
    LotLine {
        id: Uuid::nil(),
        product: name[0].to_owned(),
        lot: name[1].to_owned(),
        expires: Some(expires),
        vials,
        doses_per_vial: if name[0] == "AstraZeneca" { 10 } else { 6 },
        state: LotState::on(date(2022, 5, 14), Some(expires)),
    }
}

pub(crate) fn lots() -> Lots {
    Lots {
        lines: vec![
            line(["Vero Cell", "202107C1553"], date(2022, 4, 30), 28),
            line(["AstraZeneca", "PW40001"], date(2022, 6, 10), 9),
            line(["Comirnaty", "FK0112"], date(2022, 8, 31), 40),
            line(["Spikevax", "941885"], date(2022, 9, 15), 28),
        ],
        under_way: vec![UnderWay {
            sent: Uuid::nil(),
            what: "Comirnaty FX2087".to_owned(),
            vials: 30,
            from: "Trung tâm Y tế huyện Đông Hưng".to_owned(),
            on: date(2022, 5, 13),
            arrival: Uuid::nil(),
        }],
        may_receive: true,
    }
}

pub(crate) fn lot() -> Lot {
    let entry = |day, kind: &str, vials, note: &str| StockEntry {
        on: date(2022, 5, day),
        kind: kind.to_owned(),
        vials,
        who: "Tô Thị Duyên".to_owned(),
        note: note.to_owned(),
    };
    Lot {
        line: line(["Comirnaty", "FK0112"], date(2022, 6, 1), 40),
        entries: vec![
            entry(14, "used", -11, "Buổi tiêm sáng 14/05/2022"),
            entry(12, "wastage", -1, "Vỡ khi vận chuyển"),
            entry(12, "used", -68, "Buổi tiêm sáng 12/05/2022"),
            entry(2, "receipt", 120, "Phiếu xuất 0217"),
        ],
        may_waste: true,
        entry_id: Uuid::nil(),
    }
}

pub(crate) fn receive(t: &'static Texts) -> Receive {
    let fields = || {
        Fields::from([
            ("product", "comirnaty"),
            ("lot", "FK0112"),
            ("vials", "12O"),
        ])
    };
    let faults = Receipt::check(&fields()).err().unwrap_or_default();
    Receive {
        form: Form::new(t, "receipt", fields()).with_faults(faults),
        products: products(),
    }
}
