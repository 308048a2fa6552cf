//! Which language a reader wants.

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt: the source of all texts.
    Vietnamese,
    /// English.
    English,
}

impl Language {
    /// Both, Vietnamese first.
    pub const ALL: [Language; 2] = [Language::Vietnamese, Language::English];

    /// `vi` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Vietnamese => "vi",
            Language::English => "en",
        }
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The first of our languages that an `Accept-Language` header names; Vietnamese if none.
    ///
    /// Browsers list languages in order of preference, so weights need not be read. Only a browser
    /// that names English before Vietnamese gets English.
    pub fn preferred(header: &str) -> Self {
        let mut tags = header.split(',').map(|part| {
            let tag = part.split([';', '-']).next().unwrap_or_default();
            tag.trim().to_ascii_lowercase()
        });
        tags.find_map(|tag| Self::from_tag(&tag))
            .unwrap_or(Language::Vietnamese)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_we_speak_wins() {
        for (header, language) in [
            ("vi-VN,vi;q=0.9,en;q=0.8", Language::Vietnamese),
            ("en-US,en;q=0.9,vi;q=0.5", Language::English),
            ("fr-FR, fr;q=0.9, EN;q=0.5", Language::English),
            ("ja", Language::Vietnamese),
            ("", Language::Vietnamese),
        ] {
            assert_eq!(Language::preferred(header), language, "{header}");
        }
    }
}
