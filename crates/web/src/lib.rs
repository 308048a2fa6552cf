//! The pages and the API of Khiên, as one `axum` router.
//!
//! Here: addresses, forms, pages with their words in Vietnamese and English, what a browser is told
//! to allow. Not here: SQL, a rule about people or doses, a clock, randomness, the environment. The
//! caller gives the time and random bytes ([`Outside`]); whoever serves the router owns the socket.
//!
//! A handler reads what was sent, calls one workflow and renders one template. Every page works
//! without JavaScript; htmx only swaps a part of what the full page would have shown.
//!
//! ```
//! use khien_registry::{NewIds, Registry};
//! use khien_web::{App, Outside, Settings, Vault};
//!
//! fn site(registry: Registry, vault: impl Vault + 'static, ids: impl NewIds + 'static) -> axum::Router {
//!     let outside = Outside::new(
//!         || jiff::Timestamp::UNIX_EPOCH, // the clock of whoever serves
//!         |bytes| bytes.fill(7),          // and the dice: the same bytes only in an example
//!         ids,
//!     );
//!     khien_web::router(App::new(Settings::new([1; 32]), outside, registry, vault))
//! }
//! ```

mod api;
mod app;
mod assets;
mod checker;
mod forms;
mod gzip;
mod late;
mod layout;
mod page;
mod pieces;
mod posted;
mod preferences;
mod problem;
mod proof;
mod router;
mod security;
mod sign_in;
mod signer_keys;
mod slip;
mod station;
mod texts;

pub use api::description;
pub use app::{App, Outside, Settings, Vault};
pub use checker::{Published, Sources};
pub use late::LateBody;
pub use problem::Problem;
pub use router::router;
pub use sign_in::{Carried, Carrier, NationalLogin, Unreachable};
pub use signer_keys::{KeyWork, SignerKeyFault, SignerKeys};
pub use texts::Language;
