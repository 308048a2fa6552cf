//! Every code that a problem of the API can have, with its status. Its words stand in the catalogues
//! as `problem-<code>` and `problem-<code>-text`.

/// Codes and statuses.
pub(super) const CODES: &[(&str, u16)] = &[
    ("bad-request", 400),
    ("body-malformed", 400),
    ("query-unreadable", 400),
    ("key-missing", 400),
    ("key-unreadable", 400),
    ("key-not-the-id", 400),
    ("signed-out", 401),
    ("token-unknown", 401),
    ("token-ended", 401),
    ("forbidden", 403),
    ("token-not-for-this", 403),
    ("csrf-missing", 403),
    ("cross-site", 403),
    ("not-found", 404),
    ("too-slow", 408),
    ("method-not-allowed", 405),
    ("conflict", 409),
    ("dose-known", 409),
    ("dose-unchanged", 409),
    ("dose-voided", 409),
    ("dose-not-signed", 409),
    ("doses-not-waiting", 409),
    ("doses-changed", 409),
    ("person-may-be-known", 409),
    ("person-merged", 409),
    ("passport-state", 409),
    ("passport-another", 409),
    ("no-passport", 409),
    ("guardian-of-other", 409),
    ("doses-differ", 409),
    ("doses-undecided", 409),
    ("later-merge-first", 409),
    ("facility-known", 409),
    ("vaccine-left", 409),
    ("sessions-left", 409),
    ("lot-known", 409),
    ("not-enough-vials", 409),
    ("not-under-way", 409),
    ("more-than-sent", 409),
    ("figure-reported", 409),
    ("case-known", 409),
    ("facility-closed", 409),
    ("roster-not-approved", 409),
    ("wrong-state", 409),
    ("wrong-step", 409),
    ("not-yet", 409),
    ("not-settled", 409),
    ("consent-missing", 409),
    ("not-on-list", 409),
    ("watch-not-over", 409),
    ("file-known", 409),
    ("row-closed", 409),
    ("import-not-ready", 409),
    ("import-not-applied", 409),
    ("token-made", 409),
    ("not-a-partner", 409),
    ("own-account", 409),
    ("account-closed", 409),
    ("version-changed", 412),
    ("too-large", 413),
    ("media-type", 415),
    ("body-invalid", 422),
    ("key-reused", 422),
    ("refers-to-nothing", 422),
    ("dose-stopped", 422),
    ("birth-date-needed", 422),
    ("question-too-short", 422),
    ("lot-expired", 422),
    ("in-future", 422),
    ("opened-vials", 422),
    ("days-impossible", 422),
    ("commune-needed", 422),
    ("counts-differ", 422),
    ("file-empty", 422),
    ("file-kind", 422),
    ("policy-unknown", 422),
    ("policy-value", 422),
    ("certificate-unusable", 422),
    ("signature-wrong", 422),
    ("version-missing", 428),
    ("too-many", 429),
    ("broken", 500),
    ("unavailable", 503),
    ("storage-full", 507),
];

/// Any operation may meet these.
pub(super) const ALWAYS: &[&str] = &[
    "signed-out",
    "token-unknown",
    "token-ended",
    "forbidden",
    "token-not-for-this",
    "too-many",
    "broken",
    "unavailable",
    "storage-full",
];
/// One that changes something.
pub(super) const WITH_CHANGE: &[&str] = &["csrf-missing", "cross-site"];
/// One that takes a body.
pub(super) const WITH_BODY: &[&str] = &[
    "body-malformed",
    "too-slow",
    "too-large",
    "media-type",
    "body-invalid",
    "refers-to-nothing",
];
/// One whose id is the client's.
pub(super) const WITH_KEY: &[&str] = &[
    "key-missing",
    "key-unreadable",
    "key-not-the-id",
    "key-reused",
];
/// One that asks for the version that was seen.
pub(super) const WITH_VERSION: &[&str] = &["version-changed", "version-missing"];
/// One with an id in its address.
pub(super) const WITH_ID: &[&str] = &["not-found"];
/// One that reads what stands behind `?`.
pub(super) const WITH_QUERY: &[&str] = &["query-unreadable"];

/// The status of a code.
pub(super) fn status(code: &str) -> Option<u16> {
    CODES
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, status)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{Language, Texts};

    #[test]
    fn every_code_has_words_in_both_languages() {
        for (code, _) in CODES {
            for language in Language::ALL {
                for key in [format!("problem-{code}"), format!("problem-{code}-text")] {
                    assert!(Texts::of(language).find_plain(&key).is_some(), "{key}");
                }
            }
        }
    }

    #[test]
    fn every_code_that_the_api_names_is_in_the_table() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api");
        let mut named = Vec::new();
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let text = std::fs::read_to_string(&path).unwrap();
                    for call in ["unfit(\"", "conflict(\"", "StatusCode::UNAUTHORIZED, \""] {
                        let said = text.split(call).skip(1);
                        named.extend(said.map(|it| it.split('"').next().unwrap().to_owned()));
                    }
                }
            }
        }
        for code in named.iter().filter(|code| !code.contains('\\')) {
            assert!(status(code).is_some(), "{code}");
        }
    }
}
