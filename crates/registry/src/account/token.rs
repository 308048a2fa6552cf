//! Tokens of partners' programs: made, listed and ended by those who look after the partner's account.
//!
//! A token stands for an account with the role
//! [`PartnerApp`](khien_domain::rights::Role::PartnerApp), and is good for some of that role's acts.
//! What the account may do where is decided in one place, `domain::rights`; a token only narrows it.

mod end;
mod holder;
mod list;
mod make;

pub use end::{EndTokenError, end_token};
pub use holder::{NotHeld, TokenHolder, token_holder};
pub use list::tokens_of;
pub use make::{
    LONGEST_TOKEN, MOST_PER_MINUTE, MakeTokenError, NewToken, PARTNER_ACTS, make_token,
};

use khien_domain::rights::Act;
use khien_store::TokenRow;

/// The acts that a token is good for; one that this release does not know is none.
fn acts(row: &TokenRow) -> Vec<Act> {
    row.acts.split(' ').filter_map(Act::parse).collect()
}

/// A token as JSON, for the audit: what it is good for, never what it is made of.
fn snapshot(row: &TokenRow) -> String {
    crate::written::json(&serde_json::json!({
        "token": row.id.to_string(),
        "name": row.name,
        "acts": row.acts,
        "per_minute": row.per_minute,
        "expires_at": row.expires_at.0.to_string(),
    }))
}
