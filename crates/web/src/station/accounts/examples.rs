//! Accounts of the station of An Châu.

use jiff::civil::date;
use uuid::Uuid;

use super::{
    AccountLine, AccountState, Accounts, Elsewhere, KINDS, NewAccount, Secrets, TokenLine,
    TokenMade, Tokens,
};
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
        kinds: KINDS,
        asked: Elsewhere::default(),
        elsewhere: None,
        unknown: false,
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
            line("PC-Covid", "pc.covid", &["partner_app"], Good),
            line("Vũ Thị Linh", "linh.vt", &["list_submitter"], Ended),
        ],
    }
}

pub(crate) fn blank(t: &'static Texts) -> NewAccount {
    let roles = ["vaccinator", "clerk", "facility_head"];
    NewAccount {
        form: Form::new(t, "account", Fields::default()),
        asked: Elsewhere::default(),
        elsewhere: None,
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

pub(crate) fn tokens(t: &'static Texts) -> Tokens {
    let line = |name: &str, acts: &[&str], used: bool, ended: bool| TokenLine {
        id: Uuid::nil(),
        name: name.to_owned(),
        acts: acts.iter().map(|act| (*act).to_owned()).collect(),
        per_minute: 1200,
        made_by: "Trần Quốc Bảo".to_owned(),
        made: date(2022, 3, 1).at(9, 12, 0, 0),
        until: date(2022, if ended { 4 } else { 12 }, 30),
        used: used.then(|| date(2022, 5, 14).at(8, 41, 0, 0)),
        ended,
    };
    let acts = ["api_person_read", "api_dose_record", "api_figure_read"];
    Tokens {
        account: Uuid::nil(),
        name: "PC-Covid".to_owned(),
        lines: vec![
            line("máy chủ chính", &["api_person_read"], true, false),
            line(
                "kiểm thử",
                &["api_person_read", "api_figure_read"],
                false,
                true,
            ),
        ],
        form: Form::new(t, "token", Fields::from([("per_minute", "600")])),
        acts: acts
            .map(|act| Choice::new(act, t.code("token-act", act)))
            .into(),
    }
}

pub(crate) fn token_made() -> TokenMade {
    TokenMade {
        account: Uuid::nil(),
        name: "máy chủ chính".to_owned(),
        holder: "PC-Covid".to_owned(),
        text: "khien_0190d3a2b6f17c4e9a51c2d3e4f5a6b7_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde"
            .to_owned(),
        until: date(2022, 12, 31),
    }
}
