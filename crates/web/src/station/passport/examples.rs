//! Passports of June 2022.

use jiff::civil::date;
use uuid::Uuid;

use super::{Earlier, Passport};
use crate::forms::Fields;
use crate::pieces::{Form, Phrase};
use crate::texts::Texts;

/// Somebody who has none yet.
pub(crate) fn not_yet(t: &'static Texts) -> Passport {
    Passport {
        person: Uuid::nil(),
        name: "Nguyễn Thị Hoà".to_owned(),
        card: None,
        is_behind: false,
        why: vec![
            Phrase::new("passport-why-identity_mismatch")
                .with("fields", t.code("field", "date_of_birth"))
                .with("home", "Xã An Châu, Huyện Đông Hưng")
                .with("since", t.date(date(2022, 6, 21))),
            Phrase::new("passport-why-unsigned")
                .with("count", "2")
                .with("sites", "Trạm Y tế xã An Châu (22/06/2022)"),
        ],
        ways: vec![(
            "/station/signing/34001/2022-06-22".to_owned(),
            t.text("passport-sign-day")
                .set("day", date(2022, 6, 22))
                .set("site", "Trạm Y tế xã An Châu")
                .to_string(),
        )],
        soon: "passport-soon",
        earlier: vec![Earlier {
            issued: date(2022, 4, 20),
            until: date(2023, 4, 20),
            state: "revoked",
        }],
        forms: Vec::new(),
        papers: vec![("34-000123/GCN".to_owned(), date(2022, 6, 1))],
        may_take: true,
        form: Form::new(t, "paper", Fields::default()),
    }
}
