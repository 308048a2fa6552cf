//! Pages of a long list.

use askama::Template;

use super::prints_itself;
use crate::texts::Texts;

/// Rows on one page, so that a page stays under its budget.
pub(crate) const ROWS: u64 = 20;

/// Links to the pages of a list. Nothing if there is only one.
#[derive(Template)]
#[template(path = "pieces/pager.html")]
pub(crate) struct Pager {
    t: &'static Texts,
    current: u64,
    last: u64,
    /// Address up to the number: `/station/unit?kind=mismatch&page=`.
    href: String,
}

impl Pager {
    /// Pages of so many rows; `page` counts from 1.
    pub(crate) fn new(t: &'static Texts, page: u64, rows: u64, href: impl Into<String>) -> Self {
        let last = rows.div_ceil(ROWS).max(1);
        Self {
            t,
            current: page.clamp(1, last),
            last,
            href: href.into(),
        }
    }

    /// First, last and the neighbours of the current page; 0 stands for a gap.
    fn pages(&self) -> Vec<u64> {
        let mut pages = Vec::new();
        let near = self.current.saturating_sub(2)..=self.current + 2;
        for page in 1..=self.last {
            if page == 1 || page == self.last || near.contains(&page) {
                pages.push(page);
            } else if pages.last() != Some(&0) {
                pages.push(0);
            }
        }
        pages
    }
}

prints_itself! { Pager }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    #[test]
    fn long_lists_show_their_ends_and_the_neighbours() {
        let t = Texts::of(Language::Vietnamese);
        let pager = Pager::new(t, 28, 1112, "?page=");
        assert_eq!(pager.pages(), [1, 0, 26, 27, 28, 29, 30, 0, 56]);
        assert_eq!(Pager::new(t, 9, 3, "?page=").pages(), [1]);
    }
}
