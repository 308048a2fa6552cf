//! Accounts of the station of An Châu.

use jiff::civil::date;
use uuid::Uuid;

use super::{AccountLine, AccountState, Accounts, NewAccount, Secrets};
use crate::forms::Fields;
use crate::pieces::{Choice, Form};
use crate::texts::Texts;

pub(crate) fn accounts() -> Accounts {
    let line = |name: &str, login: &str, roles, state| AccountLine {
        id: Uuid::nil(),
        name: name.to_owned(),
        login: login.to_owned(),
        roles,
        unit: "Trạm Y tế xã An Châu".to_owned(),
        authenticator: state == AccountState::Good,
        last_used: Some(date(2022, 5, 14).at(7, 31, 0, 0)),
        until: (login == "tnv.an").then(|| date(2022, 5, 14)),
        state,
    };
    Accounts {
        lines: vec![
            line(
                "Tô Thị Duyên",
                "duyen.tt",
                vec!["clerk", "station"],
                AccountState::Good,
            ),
            line(
                "Đỗ Quang Hải",
                "hai.dq",
                vec!["vaccinator"],
                AccountState::Locked,
            ),
            line(
                "Nguyễn Hoài An",
                "tnv.an",
                vec!["volunteer"],
                AccountState::Good,
            ),
            line(
                "Vũ Thị Linh",
                "linh.vt",
                vec!["employer"],
                AccountState::Ended,
            ),
        ],
    }
}

pub(crate) fn blank(t: &'static Texts) -> NewAccount {
    let roles = [
        "clerk",
        "vaccinator",
        "head",
        "volunteer",
        "station",
        "employer",
    ];
    NewAccount {
        form: Form::new(t, "account", Fields::default()),
        roles: roles
            .map(|code| Choice::new(code, t.code("role", code)))
            .into(),
        units: vec![
            Choice::new("a", "Trạm Y tế xã An Châu"),
            Choice::new("b", "Đội tiêm lưu động số 1"),
        ],
    }
}

pub(crate) fn secrets() -> Secrets {
    Secrets {
        name: "Nguyễn Hoài An".to_owned(),
        login: "tnv.an".to_owned(),
        password: "lúa-chín-bờ-ao-41".to_owned(),
        authenticator: "JBSW Y3DP EHPK 3PXP".to_owned(),
    }
}
