//! Small parts that many pages show: a verdict, a number in groups, a form's fields, pages of a
//! list. Each is a template of its own that prints itself inside another.

mod choice;
mod field;
mod form;
mod icon;
mod number;
mod pager;
mod phrase;
mod qr;
mod strip;
mod verdict;

pub(crate) use choice::Choice;
pub(crate) use form::Form;
pub(crate) use icon::{Icon, Token};
pub(crate) use number::Number;
pub(crate) use pager::{Pager, ROWS};
pub(crate) use phrase::Phrase;
pub(crate) use qr::QrCode;
pub(crate) use strip::{Part, Strip, share};
pub(crate) use verdict::Verdict;
#[cfg(test)]
pub(crate) use verdict::WrongField;

/// Lets a template print itself inside another as markup.
macro_rules! prints_itself {
    ($($name:ident)+) => {
        $(impl askama::filters::HtmlSafe for $name {})+
    };
}
pub(crate) use prints_itself;
