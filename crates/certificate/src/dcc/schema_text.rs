//! Patterns and formats of the schema, each as the official expression has it.

use jiff::civil::Date;

/// `maxLength: 80`, counted in code points.
pub(super) fn is_short(text: &str) -> bool {
    text.len() <= 80 || text.chars().nth(80).is_none()
}

/// `^[A-Z<]*$`
pub(super) fn is_letters(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte == b'<')
}

/// `[A-Z]{1,10}`: without anchors, so one capital anywhere is enough.
pub(super) fn is_country(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// `^\d+.\d+.\d+$`: its points stand for any character, digits included.
pub(super) fn is_version(text: &str) -> bool {
    let is_line_end = |c| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    let characters: Vec<char> = text.chars().collect();
    let is_digit = |c: &char| c.is_ascii_digit();
    let others: Vec<usize> = (0..characters.len())
        .filter(|at| !characters.get(*at).is_some_and(is_digit))
        .collect();
    if text.contains(is_line_end) {
        return false;
    }
    let length = characters.len();
    match others[..] {
        [] => length >= 5,
        // One point is this character, the other a digit with a digit on either side.
        [at] => {
            let (before, after) = (at, length - at - 1);
            before >= 3 && after >= 1 || before >= 1 && after >= 3
        }
        [one, other] => one >= 1 && other >= one + 2 && other + 1 < length,
        _ => false,
    }
}

/// `^((19|20)\d\d(-\d\d){0,2}){0,1}$`
pub(super) fn is_birth_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_shaped = bytes.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let is_century = bytes.starts_with(b"19") || bytes.starts_with(b"20");
    bytes.is_empty() || is_shaped && is_century && matches!(bytes.len(), 4 | 7 | 10)
}

/// `format: date`, a `full-date` of RFC 3339.
pub(super) fn is_date(text: &str) -> bool {
    day(text).is_some()
}

/// The day of a `full-date`.
pub(super) fn day(text: &str) -> Option<Date> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else {
        return None;
    };
    let year = i16::from(pair(y0, y1)?) * 100 + i16::from(pair(y2, y3)?);
    // There is no year 0.
    let year = (year > 0).then_some(year)?;
    Date::new(year, pair(m0, m1)?, pair(d0, d1)?).ok()
}

/// The number of two digits.
fn pair(tens: u8, ones: u8) -> Option<i8> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| (byte - b'0').cast_signed());
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// `format: date-time`, a `date-time` of RFC 3339, with the offset also as `+02` or `+0200`.
pub(super) fn is_date_time(text: &str) -> bool {
    moment(text).is_some()
}

fn moment(text: &str) -> Option<()> {
    let (date, rest) = text.split_at_checked(10)?;
    day(date)?;
    let rest = rest.strip_prefix(['T', 't'])?;
    let (time, rest) = rest.split_at_checked(8)?;
    let &[h0, h1, b':', m0, m1, b':', s0, s1] = time.as_bytes() else {
        return None;
    };
    let (hour, minute, second) = (pair(h0, h1)?, pair(m0, m1)?, pair(s0, s1)?);
    let offset = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let offset = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if offset.len() == fraction.len() {
                return None;
            }
            offset
        }
    };
    let minutes = offset_minutes(offset)?;
    // A leap second is the last of a day in UTC.
    let of_day = i32::from(hour) * 60 + i32::from(minute) - minutes;
    let is_leap = second == 60 && of_day.rem_euclid(1440) == 1439;
    (hour <= 23 && minute <= 59 && (second <= 59 || is_leap)).then_some(())
}

/// Minutes east of Greenwich.
fn offset_minutes(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, digits) = match text.as_bytes() {
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match *digits {
        [a, b] => (pair(a, b)?, 0),
        [a, b, c, d] | [a, b, b':', c, d] => (pair(a, b)?, pair(c, d)?),
        _ => return None,
    };
    (hours <= 23 && minutes <= 59).then(|| sign * (i32::from(hours) * 60 + i32::from(minutes)))
}
