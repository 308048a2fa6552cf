//! The vaccine passport on a page of A4, in Vietnamese and English.
//!
//! The form is the Ministry of Health's (Decision 5772/QĐ-BYT of 20 December 2021): eleven fields in
//! their order, and the code that any country can check. The file is PDF/A-2a and PDF/UA-1: it opens
//! in thirty years, and a screen reader says each line in its language.
//!
//! Not here: what the fields hold, and the text behind the code.

mod block;
mod content;
mod draw;
mod fields;
mod form;
mod hem;
mod outline;
mod words;

pub use content::{Code, CodeFault, Passport};
pub use words::Words;

use crate::letters::Letters;
use crate::list::PaperError;

/// The passport as a PDF file of one page.
///
/// # Errors
/// [`PaperError::Letters`] for a text that can be printed in neither language, [`PaperError::TooLong`]
/// where the eleven fields do not come on one page, and what the other papers have.
pub fn passport(passport: &Passport<'_>) -> Result<Vec<u8>, PaperError> {
    let letters = Letters::get().ok_or(PaperError::Typeface)?;
    let form = form::Form::of(passport, letters)?;
    draw::document(passport, &form, letters)
}
