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
    /// The national login is tied to no account.
    NationalNotLinked,
    /// The person, or the provider for them, said no.
    NationalDenied,
    /// The provider of the national login does not answer.
    NationalAway,
    /// The way to the provider and back took too long, or another browser came back.
    NationalBeginAgain,
    /// What the provider said cannot be believed.
    NationalFailed,
}

impl Refusal {
    /// What the way back from the national login may end with.
    const OF_NATIONAL: [Refusal; 8] = [
        Refusal::Ended,
        Refusal::TooOld,
        Refusal::Away,
        Refusal::NationalNotLinked,
        Refusal::NationalDenied,
        Refusal::NationalAway,
        Refusal::NationalBeginAgain,
        Refusal::NationalFailed,
    ];

    /// The refusal of the national login with this code.
    pub(super) fn of_national(code: &str) -> Option<Self> {
        Self::OF_NATIONAL.into_iter().find(|it| it.code() == code)
    }

    /// Its name in an address and in the texts, where it has no number.
    pub(super) fn code(self) -> &'static str {
        match self {
            Refusal::Wrong => "wrong",
            Refusal::WrongCode => "wrong-code",
            Refusal::Locked(_) => "locked",
            Refusal::Ended => "ended",
            Refusal::TooOld => "too-old",
            Refusal::BeginAgain => "begin-again",
            Refusal::Away => "away",
            Refusal::NationalNotLinked => "national-not-linked",
            Refusal::NationalDenied => "national-denied",
            Refusal::NationalAway => "national-away",
            Refusal::NationalBeginAgain => "national-begin-again",
            Refusal::NationalFailed => "national-failed",
        }
    }

    /// What to say.
    pub(crate) fn words(self, t: &'static Texts) -> String {
        match self {
            Refusal::Locked(minutes) => {
                t.text("sign-in-locked").set("minutes", minutes).to_string()
            }
            Refusal::Away => t.say("problem-unavailable"),
            other => t.code("sign-in", other.code()),
        }
    }
}

/// The way to the national login.
pub(crate) struct Door {
    /// What people call it.
    pub(crate) name: String,
    pub(crate) href: String,
}

/// Name and password.
pub(crate) struct Password {
    /// What was typed.
    pub(crate) form: Form,
    /// Why it was not enough.
    pub(crate) refusal: Option<Refusal>,
    /// The national login, if there is one.
    pub(crate) national: Option<Door>,
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
