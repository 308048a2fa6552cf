//! What the pages of accounts show.

use jiff::civil::DateTime;
use khien_domain::rights::Role;
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

/// The list.
pub(crate) struct Accounts {
    pub(crate) lines: Vec<AccountLine>,
    /// What people call the national login, if there is one.
    pub(crate) national: Option<String>,
}

/// The form.
pub(crate) struct NewAccount {
    pub(crate) form: Form,
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
