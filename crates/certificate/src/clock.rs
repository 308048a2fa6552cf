//! Whether a clock can be right: nothing was signed in the future.

use jiff::{SignedDuration, Timestamp};

/// How far the clocks of two machines that are looked after may differ.
pub const TOLERANCE: SignedDuration = SignedDuration::from_hours(1);

/// Whether something that was signed then shows that a clock which says `now` is behind, or that of
/// the signer ahead. Whoever issues compares its clock so with the newest signed thing that it
/// knows.
///
/// ```
/// use khien_certificate::clock::is_behind;
/// let signed = "2026-11-22T08:00:00Z".parse().unwrap();
/// assert!(is_behind("2026-11-21T08:00:00Z".parse().unwrap(), signed));
/// assert!(!is_behind("2026-11-22T07:59:00Z".parse().unwrap(), signed));
/// ```
pub fn is_behind(now: Timestamp, signed: Timestamp) -> bool {
    signed.duration_since(now) > TOLERANCE
}
