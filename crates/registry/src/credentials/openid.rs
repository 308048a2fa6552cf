//! A log-in by another provider, such as the national electronic identity: OpenID Connect Core
//! 1.0, authorization code flow with PKCE (RFC 7636), the provider found by Discovery 1.0.
//!
//! Here is every decision and no network. The caller carries four things over HTTPS:
//!
//! 1. It reads [`Provider::discovery_address`], then [`Provider::keys_address`], and keeps both as a
//!    [`Directory`] while [`Directory::is_fresh`].
//! 2. It keeps an [`Attempt`] for the browser and sends it to [`Client::authorization_address`].
//! 3. When the browser is back, [`Attempt::code`] checks that it is the same one, and the caller
//!    posts [`Client::token_request`].
//! 4. [`Client::identity`] verifies the answer. [`OpenIdFault::UnknownKey`] means that the provider
//!    may have new keys: read the directory again if [`Directory::may_be_read_again`], and try
//!    once more.
//!
//! Algorithms: RS256, PS256 and ES256. Never `none`, and never a shared secret: the client's secret
//! authenticates it to the provider and signs nothing.

mod address;
mod attempt;
mod client;
mod directory;
mod fault;
mod id_token;
mod key_set;

pub use attempt::{Attempt, Callback};
pub use client::{Client, TokenRequest};
pub use directory::{Directory, Provider};
pub use fault::OpenIdFault;
pub use id_token::Identity;
pub use key_set::KeySet;

#[cfg(test)]
mod tests;
