//! `UTCTime` and `GeneralizedTime` (RFC 5280 section 4.1.2.5).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::der::{Element, GENERALIZED_TIME, UTC_TIME};
use super::fault::X509Fault;

/// The moment of a time element, seconds optional, in UTC.
pub(super) fn timestamp(element: Element<'_>) -> Result<Timestamp, X509Fault> {
    read(element).ok_or(X509Fault::Time)
}

fn read(element: Element<'_>) -> Option<Timestamp> {
    let text = std::str::from_utf8(element.body).ok()?.strip_suffix('Z')?;
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match element.tag {
        UTC_TIME => {
            let (year, rest) = text.split_at_checked(2)?;
            let year: i16 = year.parse().ok()?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        GENERALIZED_TIME => {
            let (year, rest) = text.split_at_checked(4)?;
            (year.parse().ok()?, rest)
        }
        _ => return None,
    };
    let mut pairs = [0_i8; 5];
    if rest.len() != 8 && rest.len() != 10 {
        return None;
    }
    for (pair, digits) in pairs.iter_mut().zip(rest.as_bytes().as_chunks::<2>().0) {
        *pair = std::str::from_utf8(digits).ok()?.parse().ok()?;
    }
    let [month, day, hour, minute, second] = pairs;
    let time = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    // The last day of the year 9999 means "without end", and is a little beyond what is counted.
    Some(Offset::UTC.to_timestamp(time).unwrap_or(Timestamp::MAX))
}
