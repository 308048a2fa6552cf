//! Pages of signing in as they are looked at.

use super::{Code, Door, New, Password, Refusal};
use crate::forms::{Faults, Fields};
use crate::pieces::Form;
use crate::texts::Texts;

pub(crate) fn password(t: &'static Texts) -> Password {
    let fields = Fields::from([("name", "duyen.tt"), ("back", "/station")]);
    Password {
        form: Form::new(t, "sign-in", fields),
        refusal: Some(Refusal::Wrong),
        national: Some(Door {
            name: "VNeID".to_owned(),
            href: "/sign-in/national?back=%2Fstation".to_owned(),
        }),
    }
}

pub(crate) fn code(t: &'static Texts) -> Code {
    Code {
        form: Form::new(t, "sign-in", Fields::default()),
        pending: "sealed".to_owned(),
        refusal: None,
    }
}

pub(crate) fn new(t: &'static Texts) -> New {
    let mut faults = Faults::default();
    faults.add("again", "fault-password-again");
    New {
        form: Form::new(t, "password", Fields::default()).with_faults(faults),
    }
}
