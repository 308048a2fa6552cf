//! What is done with accounts, as the audit calls it.

/// An act on an account. For those that a right is needed for, that right is
/// [`Act::AccountEdit`](khien_domain::rights::Act::AccountEdit).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountAct {
    /// Somebody got in; the reason says how, where not by password.
    LogIn,
    /// Somebody did not get in; the reason says why.
    LogInFailed,
    /// Somebody left.
    LogOut,
    /// An account was made.
    Create,
    /// An account was closed.
    Close,
    /// A role was given, or given anew with another end.
    RoleGrant,
    /// A role was ended.
    RoleEnd,
    /// The holder chose a password.
    PasswordSet,
    /// An editor gave a one-time password.
    PasswordReset,
    /// The holder added an authenticator application.
    TotpEnrol,
    /// An editor took it away.
    TotpRemove,
    /// An editor tied the account to a national login.
    OpenIdLink,
    /// An editor untied it.
    OpenIdUnlink,
    /// An editor made a token for the account's program.
    TokenMake,
    /// An editor ended one.
    TokenEnd,
}

impl AccountAct {
    /// Every act, in declared order.
    pub const ALL: [Self; 15] = [
        Self::LogIn,
        Self::LogInFailed,
        Self::LogOut,
        Self::Create,
        Self::Close,
        Self::RoleGrant,
        Self::RoleEnd,
        Self::PasswordSet,
        Self::PasswordReset,
        Self::TotpEnrol,
        Self::TotpRemove,
        Self::OpenIdLink,
        Self::OpenIdUnlink,
        Self::TokenMake,
        Self::TokenEnd,
    ];

    /// The stable code, as it stands in the audit and in text catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::LogIn => "log_in",
            Self::LogInFailed => "log_in_failed",
            Self::LogOut => "log_out",
            Self::Create => "account_create",
            Self::Close => "account_close",
            Self::RoleGrant => "role_grant",
            Self::RoleEnd => "role_end",
            Self::PasswordSet => "password_set",
            Self::PasswordReset => "password_reset",
            Self::TotpEnrol => "totp_enrol",
            Self::TotpRemove => "totp_remove",
            Self::OpenIdLink => "openid_link",
            Self::OpenIdUnlink => "openid_unlink",
            Self::TokenMake => "token_make",
            Self::TokenEnd => "token_end",
        }
    }
}

/// Kind of the subject in the audit.
pub(super) const KIND: &str = "account";

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_act_has_a_code_of_its_own() {
        let codes: BTreeSet<_> = AccountAct::ALL.iter().map(|act| act.code()).collect();
        assert_eq!(codes.len(), AccountAct::ALL.len());
    }
}
