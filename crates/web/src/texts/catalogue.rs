//! The catalogues, one for each area of the pages.

use super::Language;

/// The catalogues of a language: name and source.
pub(super) fn of(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::Vietnamese => VIETNAMESE,
        Language::English => ENGLISH,
    }
}

macro_rules! catalogues {
    ($language:literal: $($name:literal)+) => {
        &[$((
            $name,
            include_str!(concat!("../../locales/", $language, "/", $name, ".ftl")),
        ),)+]
    };
}

macro_rules! both {
    ($($name:literal)+) => {
        const VIETNAMESE: &[(&str, &str)] = catalogues!("vi": $($name)+);
        const ENGLISH: &[(&str, &str)] = catalogues!("en": $($name)+);
    };
}

both! {
    "accounts"
    "api"
    "audit"
    "board"
    "checker"
    "doses"
    "figures"
    "frame"
    "funnel"
    "imports"
    "lots"
    "merges"
    "passport"
    "passports"
    "people"
    "problems"
    "recovered"
    "rosters"
    "sessions"
    "sign_in"
    "signing"
    "slip"
    "unit"
    "words"
}
