//! Pages of signing in as they are looked at.

use super::{Code, Password, Refusal};
use crate::forms::Fields;
use crate::pieces::Form;
use crate::texts::Texts;

pub(crate) fn password(t: &'static Texts) -> Password {
    let fields = Fields::from([("name", "duyen.tt"), ("back", "/station")]);
    Password {
        form: Form::new(t, "sign-in", fields),
        refusal: Some(Refusal::Wrong),
        national: Some("VNeID".to_owned()),
    }
}

pub(crate) fn code(t: &'static Texts) -> Code {
    Code {
        form: Form::new(t, "sign-in", Fields::default()),
        pending: "sealed".to_owned(),
        refusal: None,
    }
}
