//! What the pages of signing in show.

use crate::page::page;
use crate::pieces::Form;
use crate::texts::Texts;

/// Why somebody was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Name or password is wrong; which of the two is not said.
    Wrong,
    /// The code of the authenticator is wrong or too old.
    WrongCode,
    /// Too many attempts: minutes until the next counts.
    Locked(u32),
    /// The account has ended, for instance with its session.
    Ended,
    /// The one-time password was not used in time.
    TooOld,
    /// The password is too long ago: begin again.
    BeginAgain,
    /// The server cannot answer now.
    Away,
}

impl Refusal {
    /// What to say.
    pub(crate) fn words(self, t: &'static Texts) -> String {
        match self {
            Refusal::Wrong => t.say("sign-in-wrong"),
            Refusal::WrongCode => t.say("sign-in-wrong-code"),
            Refusal::Locked(minutes) => {
                t.text("sign-in-locked").set("minutes", minutes).to_string()
            }
            Refusal::Ended => t.say("sign-in-ended"),
            Refusal::TooOld => t.say("sign-in-too-old"),
            Refusal::BeginAgain => t.say("sign-in-begin-again"),
            Refusal::Away => t.say("problem-unavailable"),
        }
    }
}

/// Name and password.
pub(crate) struct Password {
    /// What was typed.
    pub(crate) form: Form,
    /// Why it was not enough.
    pub(crate) refusal: Option<Refusal>,
    /// Name of the national login, if there is one.
    pub(crate) national: Option<String>,
}

/// The code of the authenticator.
pub(crate) struct Code {
    /// What was typed.
    pub(crate) form: Form,
    /// Who gave the right password, sealed.
    pub(crate) pending: String,
    /// Why it was not enough.
    pub(crate) refusal: Option<Refusal>,
}

/// A password of one's own.
pub(crate) struct New {
    /// What was typed; never shown again.
    pub(crate) form: Form,
}

page!(NewPage, "sign_in/new.html", New);
page!(PasswordPage, "sign_in/password.html", Password);
page!(CodePage, "sign_in/code.html", Code);
