//! Pages of a slip as they are looked at.

use jiff::civil::date;
use khien_registry::credentials::SlipCode;

use super::calls::Closed;
use super::{Ask, Done, Record};
use crate::forms::Fields;
use crate::pieces::Form;
use crate::station::said::Said;
use crate::texts::Texts;

pub(crate) fn ask(t: &'static Texts) -> Ask {
    Ask {
        form: Form::new(t, "slip", Fields::from([("code", "7KQF2-9DXW5")])),
        closed: Some(Closed::Unknown),
    }
}

pub(crate) fn record(fields: Vec<Said>) -> Record {
    Record {
        name: "Phan Thị Hồng Thanh".to_owned(),
        day: date(2022, 5, 14),
        place: "Nhà văn hoá thôn Châu Giang".to_owned(),
        fields,
        code: SlipCode::from_random([7; 10]),
        unfinished: false,
    }
}

pub(crate) fn done() -> Done {
    Done {
        refused: vec!["date_of_birth", "phone"],
    }
}
