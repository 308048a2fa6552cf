//! Pages of lists that may be long: a cursor names the last entry that was seen, so that what comes
//! and goes meanwhile neither repeats nor hides an entry.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::query_unreadable;
use crate::problem::Problem;

/// Entries of a page, if nothing is said.
const USUAL: i64 = 50;
/// Most entries of a page.
const MOST: i64 = 200;

/// How many entries to read for a page: one more tells whether there is a next page.
pub(super) fn limit(asked: Option<i64>) -> Result<i64, Problem> {
    let limit = asked.unwrap_or(USUAL);
    if (1..=MOST).contains(&limit) {
        Ok(limit)
    } else {
        Err(query_unreadable())
    }
}

/// The cursor of a list after an entry.
pub(super) fn cursor(list: &str, seen: &impl Serialize) -> Option<String> {
    let text = serde_json::to_vec(&(list, seen)).ok()?;
    Some(URL_SAFE_NO_PAD.encode(text))
}

/// Where a list goes on; the beginning without a cursor.
pub(super) fn after<T: DeserializeOwned + Default>(
    list: &str,
    cursor: Option<&str>,
) -> Result<T, Problem> {
    let Some(cursor) = cursor else {
        return Ok(T::default());
    };
    let read = || -> Option<T> {
        let text = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        // The one character that PostgreSQL refuses in a text.
        if text.windows(6).any(|it| it == b"\\u0000") {
            return None;
        }
        let (of, seen): (String, T) = serde_json::from_slice(&text).ok()?;
        (of == list).then_some(seen)
    };
    read().ok_or_else(query_unreadable)
}

/// The entries of a page and the cursor to the next, from one entry more than asked for.
pub(super) fn page<T, K: Serialize>(
    list: &str,
    mut entries: Vec<T>,
    limit: i64,
    key: impl Fn(&T) -> K,
) -> (Vec<T>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = entries.len() > limit;
    entries.truncate(limit);
    let seen = entries.last().filter(|_| more);
    let next = seen.and_then(|seen| cursor(list, &key(seen)));
    (entries, next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cursor_is_good_for_its_list_only() {
        let given = cursor("facilities", &"34001").unwrap();
        let read = |list: &str, cursor: &str| after::<String>(list, Some(cursor)).ok();
        assert_eq!(read("facilities", &given).as_deref(), Some("34001"));
        assert_eq!(read("rows", &given), None);
        assert_eq!(read("facilities", "x"), None);
        assert_eq!(
            after::<String>("facilities", None).ok().as_deref(),
            Some("")
        );
    }

    #[test]
    fn the_last_page_has_no_next() {
        let (entries, next) = page("list", vec![1, 2, 3], 2, |it| *it);
        assert_eq!(entries, [1, 2]);
        assert_eq!(after::<i32>("list", next.as_deref()).ok(), Some(2));
        assert_eq!(page("list", vec![1, 2], 2, |it| *it).1, None);
    }

    proptest! {
        #[test]
        fn whatever_is_sent_as_a_cursor_is_read_or_refused(text in ".*") {
            let _ = after::<(String, i64)>("rows", Some(&text));
        }
    }
}
