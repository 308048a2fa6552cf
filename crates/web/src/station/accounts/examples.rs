//! Accounts of the station of An Châu.

use jiff::civil::date;
use uuid::Uuid;

use super::{AccountLine, AccountState, Accounts, NewAccount, Secrets};
use crate::forms::Fields;
use crate::pieces::{Choice, Form};
use crate::texts::Texts;

pub(crate) fn accounts() -> Accounts {
    use AccountState::{Ended, Good, Handed};

    let line = |name: &str, login: &str, roles: &[&str], state| AccountLine {
        id: Uuid::nil(),
        name: name.to_owned(),
        login: login.to_owned(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        unit: "Trạm Y tế xã An Châu".to_owned(),
        authenticator: state == Good,
        tied: state == Good,
        until: (login == "tnv.an").then(|| date(2022, 5, 15).at(0, 0, 0, 0)),
        is_own: login == "duyen.tt",
        state,
    };
    Accounts {
        national: Some("VNeID".to_owned()),
        lines: vec![
            line(
                "Tô Thị Duyên",
                "duyen.tt",
                &["facility_head", "clerk"],
                Good,
            ),
            line("Đỗ Quang Hải", "hai.dq", &["vaccinator"], Handed),
            line("Nguyễn Hoài An", "tnv.an", &["session_volunteer"], Good),
            line("Vũ Thị Linh", "linh.vt", &["list_submitter"], Ended),
        ],
    }
}

pub(crate) fn blank(t: &'static Texts) -> NewAccount {
    let roles = ["vaccinator", "clerk", "facility_head"];
    NewAccount {
        form: Form::new(t, "account", Fields::default()),
        roles: roles
            .map(|code| Choice::new(code, t.code("role", code)))
            .into(),
    }
}

pub(crate) fn secrets() -> Secrets {
    Secrets {
        name: "Nguyễn Hoài An".to_owned(),
        login: "tnv.an".to_owned(),
        password: "7KQF-2M9D-XW4T-HR8C".to_owned(),
    }
}
