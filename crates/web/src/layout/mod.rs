//! The frame around every page: who looks, for which unit, in which language and theme.

mod frame;
mod theme;
mod visit;

pub(crate) use frame::{Area, Frame, Section, SectionLink, UnitChoice, Who, percent_encoded};
pub(crate) use theme::Theme;
pub(crate) use visit::Visit;
