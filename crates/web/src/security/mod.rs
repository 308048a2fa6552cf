//! What keeps other people's pages away from ours: cookies, tokens in forms, sealed addresses,
//! and what a browser is told to allow.

mod attempts;
mod cookie;
mod csrf;
mod headers;
mod keys;
mod origin;
mod sealed;

pub(crate) use attempts::Attempts;
pub(crate) use cookie::{Cookie, Lifetime, read as read_cookie};
pub(crate) use csrf::Csrf;
pub(crate) use headers::set as set_headers;
pub(crate) use keys::Keys;
pub(crate) use origin::is_cross_site;
pub(crate) use sealed::{open, seal};
