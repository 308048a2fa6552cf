//! What proves that somebody is the holder of an account, and what a stolen database gives away
//! about it: as little as can be.
//!
//! Here, all pure: passwords ([`PasswordHash`], [`check_password`]), codes of a phone
//! ([`TotpSecret`]), printed codes for the day the phone is lost ([`RecoveryCode`]), session
//! tokens and the tokens of forms ([`SessionToken`]), tokens of programs ([`PartnerToken`]), codes on slips of paper ([`SlipCode`]), waiting after failures ([`LockoutRule`]),
//! a log-in by another provider ([`openid`]). Random bytes and times come from the caller. Not here:
//! accounts, their rights, cookies, and the order in which a log-in asks for what.
//!
//! ```
//! use khien_registry::credentials::{Answer, PasswordHash, check_password, verify_password};
//!
//! check_password("bốn con cò trắng", "tram.12688")?;
//! let stored = PasswordHash::of("bốn con cò trắng", &[7; 16])?;
//! assert_eq!(verify_password(Some(&stored), "bốn con cò trắng"), Answer::Right);
//! assert_eq!(verify_password(Some(&stored), "bốn con cò đen"), Answer::Wrong);
//! // As slow as the others, so that nobody learns which accounts there are.
//! assert_eq!(verify_password(None, "bốn con cò trắng"), Answer::Wrong);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod lockout;
pub mod openid;
mod partner;
mod password;
mod percent;
mod policy;
mod recovery;
mod sealed;
mod secret_hash;
mod session;
mod slip_code;
mod totp;

pub use lockout::{Failures, LockoutRule};
pub use partner::PartnerToken;
pub use password::{Answer, PasswordHash, PasswordHashFault, verify_password};
pub use policy::{LONGEST_PASSWORD, SHORTEST_PASSWORD, WeakPassword, check_password};
pub use recovery::{RECOVERY_CODES, RecoveryCode};
pub use sealed::{ApplicationKey, SealFault};
pub use secret_hash::SecretHash;
pub use session::{CsrfToken, SessionToken};
pub use slip_code::SlipCode;
pub use totp::{TotpFault, TotpSecret};
