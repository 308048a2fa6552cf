//! A list as the caller brings it.

use crate::cell::Cell;
use crate::draw;
use crate::layout::Layout;
use crate::letters::Letters;

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// A typeface that comes with the program cannot be read.
    #[error("the typeface for printing cannot be read")]
    Typeface,
    /// The PDF does not hold what the standard for accessible PDF asks, or cannot be written.
    #[error("the PDF could not be written")]
    Pdf,
    /// A text of an official paper has letters that the typeface lacks, in every language.
    #[error("a text has letters that cannot be printed")]
    Letters,
    /// What has to stand on one page does not fit on it.
    #[error("the texts are too long for one page")]
    TooLong,
}

/// A column.
pub struct Column {
    /// What stands above it, on each page.
    pub heading: String,
    /// How wide it is beside the others; all together fill the page.
    pub width: f32,
}

impl Column {
    /// A column of a width.
    pub fn new(heading: impl Into<String>, width: f32) -> Self {
        Self {
            heading: heading.into(),
            width,
        }
    }
}

/// A list on A4, landscape, over as many pages as it takes.
pub struct List<P: Fn(usize, usize) -> String> {
    /// Language of the words, as a tag: `vi`, `en`.
    pub language: &'static str,
    /// What it is.
    pub title: String,
    /// Where, when, with what, how to fill it in: a line each below the title.
    pub lines: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The column that says who a row is of, as a screen reader repeats it.
    pub row_heading: usize,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// Who signs at the end of the list.
    pub signatures: Vec<String>,
    /// What stands at the foot of each page.
    pub footer: String,
    /// "Page n of m".
    pub page_of: P,
}

impl<P: Fn(usize, usize) -> String> List<P> {
    /// How many pages it takes; none if the typeface cannot be read.
    pub fn pages(&self) -> usize {
        Letters::get().map_or(0, |letters| Layout::of(self, letters).pages.len())
    }

    /// The list as a PDF file.
    ///
    /// # Errors
    /// See [`PaperError`].
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let letters = Letters::get().ok_or(PaperError::Typeface)?;
        let layout = Layout::of(self, letters);
        draw::document(self, &layout, letters)
    }
}
