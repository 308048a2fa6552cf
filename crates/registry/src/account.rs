//! Accounts: getting in, staying in, getting out, and what account editors do for others.
//!
//! Getting in: [`log_in()`], [`second_step()`] and [`open_id_log_in`] give a [`Begun`] login, whose token
//! the browser keeps; [`who()`] says at every request whose it is and what they may do; [`log_out()`]
//! ends it. A partner's program shows a token instead, and [`token_holder()`] says whose. Whoever is not in yet comes through an [`Entrance`]; everything else is done [`By`]
//! somebody.
//!
//! Every log-in, every failure and every change of an account is an entry of the audit, under a code
//! of [`AccountAct`]. No password, code or token is ever in it. Passwords are hashed outside any
//! transaction and off the threads that serve.
//!
//! Not here: cookies, addresses and how often one may try, which the pages count.
//!
//! [`By`]: crate::By

mod act;
mod at_terminal;
mod clear;
mod close;
mod create;
mod editing;
mod entrance;
mod hashing;
mod log_in;
mod log_out;
mod login_name;
mod one_time;
mod open_id;
mod password;
mod prove;
mod read;
mod roles;
mod second_step;
mod seed;
mod token;
mod totp;
mod who;

pub use act::AccountAct;
pub use at_terminal::{NotAtTerminal, at_terminal};
pub use clear::clear_ended_logins;
pub use close::{CloseError, close};
pub use create::{CreateError, NewAccount, create};
pub use editing::NotEditable;
pub use entrance::{Begun, Entrance, LONGEST_LOGIN, NotAdmitted, SECOND_STEP_WITHIN, Secrets};
pub use hashing::{AT_ONCE, hash_password};
pub use log_in::{Admitted, LogInError, log_in};
pub use log_out::log_out;
pub use login_name::login_name;
pub use one_time::{ONE_TIME_LASTS, OneTimePassword};
pub use open_id::{LinkError, OpenIdLogInError, link_open_id, open_id_log_in, unlink_open_id};
pub use password::{PasswordError, Passwords, ResetError, reset_password, set_password};
pub use read::{AccountRecord, ReadError, of_scope, read};
pub use roles::{RoleError, end_role, end_roles_of_session, grant};
pub use second_step::{SecondStepError, second_step};
pub use seed::{Seed, SeedError, seed_demo, seed_first};
pub use token::{
    EndTokenError, LONGEST_TOKEN, MOST_PER_MINUTE, MakeTokenError, NewToken, NotHeld, PARTNER_ACTS,
    TokenHolder, end_token, make_token, token_holder, tokens_of,
};
pub use totp::{Enrolment, TotpError, confirm_totp, enrol_totp, remove_totp};
pub use who::{IDLE, NotLoggedIn, Who, who};

/// What [`Secrets`] are made of, and how it fails.
pub use khien_certificate::keys::{NoRandomBytes, RandomBytes};

use khien_domain::rights::{Assignment, Role, Scope};
use khien_store::{AccountRow, AssignmentRow};

/// An account as JSON, for the audit: what it can, never what proves it.
fn snapshot(row: &AccountRow) -> String {
    crate::written::json(&serde_json::json!({
        "login": row.login,
        "name": row.name,
        "language": row.language,
        "password": row.password_hash.is_some(),
        "one_time_password": row.password_until.is_some(),
        "totp": row.totp_secret.is_some(),
        "openid_issuer": row.openid_issuer,
        "closed": row.closed_at.is_some(),
    }))
}

/// An assignment as JSON, for the audit.
fn assignment_snapshot(given: &Assignment) -> String {
    crate::written::json(&serde_json::json!({
        "role": given.role.code(),
        "scope_kind": given.scope.kind().code(),
        "scope_code": given.scope.code(),
        "until": given.until.map(|until| until.to_string()),
    }))
}

/// What a row gives. A role or scope that this release does not know gives nothing.
fn assignment(row: &AssignmentRow) -> Option<Assignment> {
    Some(Assignment {
        role: Role::parse(&row.role)?,
        scope: Scope::parse(&row.scope_kind, &row.scope_code).ok()?,
        until: row.until.map(|until| until.0),
    })
}
