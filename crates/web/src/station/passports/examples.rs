//! The department's page on a working day.

use jiff::civil::date;
use khien_registry::passport::OrderKind;
use uuid::Uuid;

use super::{KeyLine, OnePassport, OrderLine, Passports, Preview};
use crate::forms::Fields;
use crate::pieces::{Choice, Form};
use crate::texts::Texts;

pub(crate) fn passports(t: &'static Texts) -> Passports {
    let form = |name| Form::new(t, name, Fields::default());
    let order = |kind, whose: &str, reached, state: &str| OrderLine {
        kind,
        whose: whose.to_owned(),
        reason: "công văn 1908/BYT-CNTT".to_owned(),
        by: "Vũ Thị Hạnh".to_owned(),
        at: date(2022, 5, 14).at(8, 40, 0, 0),
        reached,
        state: state.to_owned(),
    };
    let key = |kid: &str, year, reason: &str| KeyLine {
        id: Uuid::from_u128(year),
        kid: kid.to_owned(),
        added: date(2022, 4, 15).at(0, 0, 0, 0),
        needed_until: date(2023, 5, 14).at(8, 40, 0, 0),
        ended: (!reason.is_empty()).then(|| date(2022, 5, 2).at(16, 5, 0, 0)),
        reason: reason.to_owned(),
    };
    Passports {
        due: 18_204,
        for_wave: 412_007,
        orders: vec![
            order(OrderKind::Wave, "Tỉnh Thái Bình", 96_500, "running"),
            order(
                OrderKind::Reissue,
                "Comirnaty, lô FK0112, từ 01/08/2021",
                2_114,
                "done",
            ),
            order(OrderKind::Revoke, "Phòng khám An Bình", 0, "failed"),
        ],
        keys: vec![
            key("9f3a51c0d2b7e884", 1, ""),
            key("17aa0c94be5512f0", 2, "mất thẻ ký"),
        ],
        wave: form("passports-wave"),
        cohort: form("passports-cohort"),
        find: form("passports-find"),
        products: vec![Choice::new("comirnaty", "Comirnaty")],
    }
}

pub(crate) fn preview() -> Preview {
    Preview {
        id: Uuid::nil(),
        kind: OrderKind::Revoke,
        whose: "Comirnaty, lô FK0112, từ 01/08/2021".to_owned(),
        sent: vec![("kind", "revoke".to_owned()), ("lot", "FK0112".to_owned())],
        reached: 2_114,
        reason: String::new(),
        fault: "fault-no-reason",
    }
}

pub(crate) fn one(state: &str) -> OnePassport {
    OnePassport {
        id: Uuid::nil(),
        state: state.to_owned(),
        issued: date(2022, 4, 16).at(9, 5, 0, 0),
        expires: date(2023, 4, 16).at(9, 5, 0, 0),
        has_expired: false,
        ended: (state != "issued").then(|| date(2022, 5, 10).at(14, 20, 0, 0)),
        reason: if state == "issued" { "" } else { "nghi giả" }.to_owned(),
        is_key_ended: false,
        may_come_back: state == "revoked",
    }
}
