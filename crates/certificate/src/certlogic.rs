//! `CertLogic` 1.3.3, the small language of the countries' rules about certificates.
//!
//! An [`Expression`] is read from JSON once and then evaluated many times. It is no `JsonLogic`:
//! truth is narrower (some values are neither true nor false), equality converts nothing, times
//! exist only where an operation makes one of a text, and comparisons take integers or times alone.
//! Source: the specification of `CertLogic` in `ehn-dcc-development/eu-dcc-business-rules`.
//!
//! Three invariants: no expression and no value makes the evaluator panic; one evaluation takes a
//! bounded number of steps ([`MOST_STEPS`]) and so bounded memory; and no error holds a value of the
//! certificate, only the place in the rule where it went wrong.
//!
//! ```
//! use khien_certificate::certlogic::Expression;
//! use serde_json::json;
//! let adult = Expression::parse(&json!({"not-after": [
//!     {"dccDateOfBirth": [{"var": "dob"}]},
//!     {"plusTime": [{"var": "clock"}, -18, "year"]},
//! ]}))?;
//! let person = json!({"dob": "2004-01", "clock": "2022-01-31T00:00:00Z"});
//! assert_eq!(adult.evaluate(&person).unwrap(), json!(true));
//! # Ok::<(), khien_certificate::certlogic::Issue>(())
//! ```

mod access;
mod evaluate;
mod expression;
mod fault;
mod instant;
mod order;
mod parse;
mod reads;
mod validate;
mod value;

pub use access::Path;
pub use evaluate::MOST_STEPS;
pub use expression::Expression;
pub use fault::{Fault, Reason};
pub use instant::Instant;
pub use parse::DEEPEST;
pub use validate::{Issue, validate};
pub use value::Operand;
