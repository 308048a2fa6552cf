//! Lines of text that belong together, measured before they are drawn.

use super::words::Words;
use crate::letters::{Letters, Line, Weight};
use crate::list::PaperError;
use crate::pen::Ink;

/// From one line to the next, in sizes: room for Ễ and Ở.
const LEADING: f32 = 1.3;

/// `#15201f` of the design system.
pub(super) const INK: Ink = Ink::Colour(0x15, 0x20, 0x1f);
/// `#43504d`: what explains.
pub(super) const SOFT: Ink = Ink::Colour(0x43, 0x50, 0x4d);
/// `#1a2148`: the frame of our pages.
pub(super) const NAVY: Ink = Ink::Colour(0x1a, 0x21, 0x48);

/// The languages of the passport, as tags.
pub(super) const LANGUAGES: [&str; 2] = ["vi", "en"];

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) weight: Weight,
    /// In points.
    pub(super) size: f32,
    pub(super) ink: Ink,
}

impl Look {
    pub(super) const fn bold(size: f32, ink: Ink) -> Self {
        let weight = Weight::Bold;
        Self { weight, size, ink }
    }

    pub(super) const fn plain(size: f32, ink: Ink) -> Self {
        let weight = Weight::Regular;
        Self { weight, size, ink }
    }

    pub(super) const fn soft(self) -> Self {
        Self { ink: SOFT, ..self }
    }
}

/// A line with its language.
pub(super) struct Said {
    pub(super) line: Line,
    pub(super) language: &'static str,
    pub(super) ink: Ink,
    /// In points.
    pub(super) width: f32,
}

/// Lines below each other in a width.
pub(super) struct Block {
    pub(super) lines: Vec<Said>,
    /// In points.
    pub(super) width: f32,
    /// Where lines stand in the width: 0 at the left, 0.5 in the middle, 1 at the right.
    pub(super) align: f32,
}

impl Block {
    pub(super) const fn new(width: f32) -> Self {
        Self {
            lines: Vec::new(),
            width,
            align: 0.0,
        }
    }

    pub(super) const fn centred(width: f32) -> Self {
        Self {
            lines: Vec::new(),
            width,
            align: 0.5,
        }
    }

    /// With a text below what is there, broken where it is too long.
    pub(super) fn with(mut self, letters: &Letters, (text, at): (&str, usize), look: Look) -> Self {
        let language = LANGUAGES.get(at).copied().unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut rest = text.as_str();
        for mut line in letters.broken(&text, (look.weight, look.size), self.width) {
            let width = letters.shaped(&line).1;
            let length = line.text.chars().count();
            let next = rest.char_indices().nth(length);
            rest = next.map_or("", |(at, _)| rest.get(at..).unwrap_or_default());
            if let Some(after) = rest.strip_prefix(' ') {
                // So that a reader does not take two words for one.
                line.text.push(' ');
                rest = after;
            }
            self.lines.push(Said {
                line,
                language,
                ink: look.ink,
                width,
            });
        }
        self
    }

    /// With both languages, the second below the first.
    pub(super) fn with_both(
        self,
        letters: &Letters,
        words: &Words<'_>,
        looks: [Look; 2],
    ) -> Result<Self, PaperError> {
        let [look, below] = looks;
        let printable =
            |text: &&str| letters.has(text, look.weight) && letters.has(text, below.weight);
        let vi = Some(words.vi.as_ref()).filter(printable);
        let en = words.en.as_deref().filter(printable);
        match (vi, en) {
            (Some(vi), Some(en)) => {
                Ok(self
                    .with(letters, (vi, 0), look)
                    .with(letters, (en, 1), below))
            }
            (Some(vi), None) => Ok(self.with(letters, (vi, 0), look)),
            (None, Some(en)) => Ok(self.with(letters, (en, 1), look)),
            (None, None) => Err(PaperError::Letters),
        }
    }

    pub(super) fn height(&self) -> f32 {
        self.lines.iter().map(below).sum()
    }
}

/// From the top of a line to the next.
pub(super) fn below(said: &Said) -> f32 {
    said.line.size * LEADING
}
