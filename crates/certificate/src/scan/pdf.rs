//! What the pages of a PDF show, as far as codes are concerned: areas, lines and pictures.
//!
//! A passport that was sent on is a PDF more often than not, and its code is drawn as squares or lies
//! there as a picture. So pages are drawn without text, clipping and transparency, which no code needs, and looked at like any other picture (ISO 32000-1 is what "section" means in this folder).
//!
//! Objects are found by going through the file, not by its table of contents: damaged and amended files
//! are read like any others, and what is named last counts.
//!
//! Invariants: everything that is read, inflated or painted is paid for out of one budget, and so is the room
//! of everything that is held, so that no file takes more time or room than its limit; nothing of a file is
//! trusted to be there.

mod budget;
mod canvas;
mod content;
mod draw;
mod fault;
mod file;
mod image;
mod lexer;
mod matrix;
mod object;
mod page;
mod stream;

pub use fault::PdfFault;

use super::look::Effort;
use super::{Picture, Sharpness};
use budget::Budget;
use file::File;

/// Bytes of a file at most.
const LONGEST: usize = 16 * 1024 * 1024;
/// Pages at most.
const MOST_PAGES: usize = 32;

/// Whether bytes are meant to be a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// The texts of all QR codes on the pages of a PDF, in their order, each once.
///
/// # Errors
/// [`PdfFault`]; [`PdfFault::NoCode`] where no page holds one.
pub fn codes(bytes: &[u8]) -> Result<Vec<String>, PdfFault> {
    if bytes.len() > LONGEST {
        return Err(PdfFault::TooLarge);
    }
    if !is_pdf(bytes) {
        return Err(PdfFault::Malformed);
    }
    let budget = Budget::of_a_file();
    let file = File::read(bytes, &budget)?;
    let pages = page::pages(&file, MOST_PAGES)?;
    let mut effort = Effort::of_a_picture();
    let mut found: Vec<String> = Vec::new();
    for page in &pages {
        for text in looked_at(&draw::page(&file, page, &budget)?, &mut effort) {
            if !found.contains(&text) {
                found.push(text);
            }
        }
    }
    match found.is_empty() {
        false => Ok(found),
        true if effort.ran_out() => Err(PdfFault::TooLarge),
        true => Err(PdfFault::NoCode),
    }
}

/// Pages are drawn large enough to be looked at as they are.
fn looked_at(page: &Picture, effort: &mut Effort) -> Vec<String> {
    let mut symbols = page.look(Sharpness::Drawn, 1, effort);
    if symbols.is_empty() {
        symbols = page.look(Sharpness::Photographed, 1, effort);
    }
    symbols.into_iter().map(|symbol| symbol.text).collect()
}
