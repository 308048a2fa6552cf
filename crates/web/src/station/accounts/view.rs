//! What the pages of accounts show.

use jiff::civil::DateTime;
use khien_domain::rights::{Role, Scope, ScopeFault};
use uuid::Uuid;

use crate::page::page;
use crate::pieces::{Choice, Form};

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccountState {
    Good,
    /// The one-time password was handed over and not used yet.
    Handed,
    Ended,
}

impl AccountState {
    pub(crate) fn code(self) -> &'static str {
        match self {
            AccountState::Good => "good",
            AccountState::Handed => "handed",
            AccountState::Ended => "ended",
        }
    }
}

/// An account in the list.
pub(crate) struct AccountLine {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) login: String,
    /// Keys of the family `role-`.
    pub(crate) roles: Vec<String>,
    pub(crate) unit: String,
    /// Whether an authenticator is set up.
    pub(crate) authenticator: bool,
    /// Whether a national login is tied to it.
    pub(crate) tied: bool,
    /// For accounts that end by themselves.
    pub(crate) until: Option<DateTime>,
    /// Nobody changes the own account.
    pub(crate) is_own: bool,
    pub(crate) state: AccountState,
}

impl AccountLine {
    /// Whether programs come in by it.
    pub(crate) fn is_partner(&self) -> bool {
        let partner = Role::PartnerApp.code();
        self.roles.iter().any(|role| role == partner)
    }
}

/// Kinds of units whose accounts somebody above them looks after.
pub(crate) const KINDS: [&str; 6] = [
    "facility",
    "commune",
    "district",
    "province",
    "managing_body",
    "organisation",
];

/// Another unit than the one that the editor acts for; blank if it is that one.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Elsewhere {
    /// One of [`KINDS`].
    pub(crate) kind: String,
    pub(crate) code: String,
}

impl Elsewhere {
    /// The scope that is asked for, if one is.
    pub(crate) fn scope(&self) -> Option<Result<Scope, ScopeFault>> {
        let code = self.code.trim();
        let named = !code.is_empty();
        named.then(|| Scope::parse(&self.kind, code))
    }

    /// Behind an address: a scope that was read has nothing in its code that needs escaping.
    pub(crate) fn query(&self) -> String {
        match self.scope() {
            Some(Ok(scope)) => format!("?kind={}&code={}", scope.kind().code(), scope.code()),
            _ => String::new(),
        }
    }
}

/// The list.
pub(crate) struct Accounts {
    /// Kinds of units that can be asked for.
    pub(crate) kinds: [&'static str; 6],
    pub(crate) asked: Elsewhere,
    /// Its name, if it is another unit.
    pub(crate) elsewhere: Option<String>,
    /// There is no unit with the code that was asked for.
    pub(crate) unknown: bool,
    pub(crate) lines: Vec<AccountLine>,
    /// What people call the national login, if there is one.
    pub(crate) national: Option<String>,
}

/// The form.
pub(crate) struct NewAccount {
    pub(crate) form: Form,
    pub(crate) asked: Elsewhere,
    /// The name of the unit, if it is another than the editor's.
    pub(crate) elsewhere: Option<String>,
    pub(crate) roles: Vec<Choice>,
}

/// What is shown once and never again.
pub(crate) struct Secrets {
    pub(crate) name: String,
    pub(crate) login: String,
    /// To be changed at the first sign-in.
    pub(crate) password: String,
}

page!(AccountsPage, "station/accounts/list.html", Accounts);
page!(NewAccountPage, "station/accounts/new.html", NewAccount);
page!(SecretsPage, "station/accounts/secrets.html", Secrets);
