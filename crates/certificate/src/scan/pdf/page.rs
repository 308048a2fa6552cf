//! The pages of a file (section 7.7.3).

use super::fault::PdfFault;
use super::file::File;
use super::object::{Dict, Object};

/// Branches and pages that are looked at: a tree can lead in circles.
const MOST_NODES: usize = 4096;
/// A4, in points of 1/72 inch.
const A4: Area = Area {
    left: 0.0,
    bottom: 0.0,
    width: 595.0,
    height: 842.0,
};
/// Sides that paper has, in points.
const SIDES: std::ops::RangeInclusive<f64> = 10.0..=15_000.0;

/// Where on the plane a page lies, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) bottom: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// What a page is drawn from.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) area: Area,
    pub(super) resources: Option<&'a Dict>,
    /// Streams that follow each other.
    pub(super) contents: &'a [Object],
}

/// What branches give their pages.
#[derive(Clone, Copy)]
struct Given<'a> {
    area: Area,
    resources: Option<&'a Dict>,
}

/// The pages in their order.
///
/// # Errors
/// [`PdfFault::TooManyPages`], and [`PdfFault::Malformed`] where there is none.
pub(super) fn pages<'a>(file: &'a File<'_>, most: usize) -> Result<Vec<Page<'a>>, PdfFault> {
    let nothing = Given {
        area: A4,
        resources: None,
    };
    let root = file.catalogue().and_then(|it| file.get(it, "Pages"));
    let mut found = below(file, root.and_then(Object::dict), nothing, most)?;
    if found.is_empty() {
        // The tree is damaged: pages without their order are better than none.
        let pages = file.dicts().filter(|dict| dict.is_a("Page"));
        found = pages
            .take(most + 1)
            .map(|it| page(file, it, nothing))
            .collect();
    }
    match found.len() {
        0 => Err(PdfFault::Malformed),
        count if count > most => Err(PdfFault::TooManyPages),
        _ => Ok(found),
    }
}

/// The pages below a branch, up to one more than there may be.
fn below<'a>(
    file: &'a File<'_>,
    root: Option<&'a Dict>,
    nothing: Given<'a>,
    most: usize,
) -> Result<Vec<Page<'a>>, PdfFault> {
    let mut found = Vec::new();
    let mut waiting: Vec<_> = root.map(|root| (root, nothing)).into_iter().collect();
    let mut nodes = 0;
    while let Some((node, given)) = waiting.pop() {
        nodes += 1;
        if nodes > MOST_NODES {
            return Err(PdfFault::TooManyPages);
        }
        match file.get(node, "Kids").and_then(Object::array) {
            Some(kids) => {
                let given = inherited(file, node, given);
                let kids = kids.iter().rev().take(MOST_NODES);
                let kids = kids.filter_map(|kid| file.resolved(kid).dict());
                waiting.extend(kids.map(|kid| (kid, given)));
            }
            None if found.len() <= most && !node.is_a("Pages") => {
                found.push(page(file, node, given));
            }
            None => {}
        }
    }
    Ok(found)
}

fn inherited<'a>(file: &'a File<'_>, node: &'a Dict, given: Given<'a>) -> Given<'a> {
    let own = |name| file.get(node, name).and_then(Object::array);
    let area = own("CropBox").or_else(|| own("MediaBox"));
    let resources = file.get(node, "Resources").and_then(Object::dict);
    Given {
        area: area.and_then(|it| area_of(file, it)).unwrap_or(given.area),
        resources: resources.or(given.resources),
    }
}

fn page<'a>(file: &'a File<'_>, node: &'a Dict, given: Given<'a>) -> Page<'a> {
    let Given { area, resources } = inherited(file, node, given);
    let contents = match (node.get("Contents"), file.get(node, "Contents")) {
        (_, Some(Object::Array(streams))) => streams,
        (Some(one), _) => std::slice::from_ref(one),
        _ => &[],
    };
    Page {
        area,
        resources,
        contents,
    }
}

/// Two corners, of which either may come first.
fn area_of(file: &File<'_>, corners: &[Object]) -> Option<Area> {
    let mut numbers = corners.iter().map(|it| file.resolved(it).number());
    let mut next = || numbers.next().flatten();
    let (x, y, other_x, other_y) = (next()?, next()?, next()?, next()?);
    let area = Area {
        left: x.min(other_x),
        bottom: y.min(other_y),
        width: (x - other_x).abs(),
        height: (y - other_y).abs(),
    };
    let is_paper = SIDES.contains(&area.width) && SIDES.contains(&area.height);
    is_paper.then_some(area)
}
