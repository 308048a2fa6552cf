//! Passwords that the program makes up.

use crate::serve::outside::fill;
use khien_registry::credentials::RecoveryCode;

/// A password of 80 random bits that can be read out.
pub(crate) fn new_password() -> String {
    let mut bytes = [0; 10];
    fill(&mut bytes);
    RecoveryCode::from_random(bytes).to_text().to_string()
}
