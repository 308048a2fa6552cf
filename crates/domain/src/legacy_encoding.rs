//! What a text would say if it had been typed in a legacy encoding, or read with the wrong one.
//!
//! Fonts of the VNI and TCVN3 (ABC) families show Vietnamese with the code points of Western
//! letters; files pass through Windows-1252, -1250 and -1258. Each reading here is a possibility:
//! which one is right, if any, the caller decides by what it knows of the text
//! (`person_name::repair`). Not here: knowledge of names.

mod code_page;
mod forced_case;
mod options;
mod tcvn3;
mod utf8;
mod vni;
mod windows1258;

use crate::note::Note;
use code_page::Page;
use forced_case::Forced;
pub(crate) use options::Rank;

/// One way to read a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The text as it would then be.
    pub(crate) text: String,
    /// The damage that was undone.
    pub(crate) note: Note,
}

impl Reading {
    fn new(text: String, note: Note) -> Self {
        Reading { text, note }
    }
}

/// Whether a letter with shape and tone (ễ, ấ, ợ) is in the text, which no legacy reading gives:
/// the cheapest proof that a text is what it seems.
pub(crate) fn is_unicode(text: &str) -> bool {
    let shape_and_tone = |c| matches!(c, 'Ấ'..='ặ' | 'Ế'..='ệ' | 'Ố'..='ợ' | 'Ứ'..='ự');
    text.chars().any(shape_and_tone)
}

/// The text out of UTF-8 read as a code page, if it can be that: no proper text looks like it.
pub(crate) fn utf8_reading(text: &str, rank: Rank<'_>) -> Option<Reading> {
    let forced = Forced::of(text);
    [Page::Windows1252, Page::Windows1250, Page::Windows1258]
        .into_iter()
        .find_map(|page| utf8::decode(text, page, forced, rank))
        .map(|found| Reading::new(forced.apply(found), Note::Utf8AsLatin1))
}

/// The other ways to read the text in which all of its characters have a meaning. A proper name
/// of another language may look like one of them.
pub(crate) fn readings(text: &str, rank: Rank<'_>) -> impl Iterator<Item = Reading> {
    let forced = Forced::of(text);
    let first_of = |pages: [Page; 2]| pages.into_iter().find_map(|page| page.bytes(text));
    let western = first_of([Page::Windows1252, Page::Windows1258]);
    let tcvn3 = western
        .as_deref()
        .and_then(|bytes| tcvn3::decode(bytes, forced, rank));
    let vni = western.as_deref().and_then(vni::decode);
    let bytes = first_of([Page::Windows1252, Page::Windows1250]);
    let windows1258 = bytes.as_deref().and_then(windows1258::decode);
    [
        (vni, Note::Vni),
        (tcvn3, Note::Tcvn3),
        (windows1258, Note::Utf8AsLatin1),
    ]
    .into_iter()
    .filter_map(move |(found, note)| Some(Reading::new(forced.apply(found?), note)))
}
