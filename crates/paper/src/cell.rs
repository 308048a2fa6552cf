//! What stands in a cell, and how much room it takes.

use crate::MM;
use crate::letters::{Letters, Line, Weight};

/// Size of plain words, in points.
const PLAIN: f32 = 8.0;
/// Size of the word that is looked for.
const STRONG: f32 = 9.5;
/// From one line to the next, in sizes.
const LEADING: f32 = 1.25;
/// Most lines that one text takes; the last ends in `…`.
const MOST_LINES: usize = 3;
/// Room between a cell's edge and its words.
pub(crate) const PADDING: f32 = 1.4 * MM;
/// Least height of a row: what a pen needs.
pub(crate) const LEAST: f32 = 11.5 * MM;
/// Side of a box to tick.
pub(crate) const TICK: f32 = 2.6 * MM;

/// A cell.
pub enum Cell {
    /// Room to write.
    Blank,
    /// Words: the first larger and bold, the others below it. Either may be empty.
    Words {
        /// What is looked for.
        strong: String,
        /// What stands below, a line each; broken where it is too long.
        plain: Vec<String>,
    },
    /// Boxes to tick, one below the other, each with its word.
    Ticks(Vec<String>),
    /// Boxes for digits, in groups.
    Digits(&'static [u8]),
}

impl Cell {
    /// A cell with one word that is looked for.
    pub fn strong(word: impl Into<String>) -> Self {
        Self::Words {
            strong: word.into(),
            plain: Vec::new(),
        }
    }

    /// A cell with one plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Words {
            strong: String::new(),
            plain: vec![text.into()],
        }
    }

    /// Its text as lines that fit into a width, in points.
    pub(crate) fn lines(&self, letters: &Letters, width: f32) -> Vec<Line> {
        let inner = width - 2.0 * PADDING;
        match self {
            Self::Blank | Self::Digits(_) => Vec::new(),
            Self::Words { strong, plain } => {
                let strong = letters.broken(strong, (Weight::Bold, STRONG), inner);
                let mut lines = cut(strong);
                for text in plain {
                    lines.extend(cut(letters.broken(text, (Weight::Regular, PLAIN), inner)));
                }
                lines
            }
            Self::Ticks(words) => {
                let beside = inner - TICK - PADDING;
                let one = |word| letters.broken(word, (Weight::Regular, PLAIN), beside);
                let lines = words.iter().filter_map(|word| one(word).into_iter().next());
                lines.collect()
            }
        }
    }

    /// From one line to the next after this one.
    pub(crate) fn step(&self, line: &Line) -> f32 {
        match self {
            Self::Ticks(_) => TICK + 0.9 * MM,
            _ => line.size * LEADING,
        }
    }

    /// How high it is with such lines.
    pub(crate) fn height(&self, lines: &[Line]) -> f32 {
        let text: f32 = lines.iter().map(|line| self.step(line)).sum();
        text + 2.0 * PADDING
    }
}

/// At most [`MOST_LINES`] of a text.
fn cut(mut lines: Vec<Line>) -> Vec<Line> {
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            last.text.push('…');
        }
    }
    lines
}
