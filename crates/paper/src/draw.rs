//! The list as it is drawn.

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::{Document, SerializeSettings};

use crate::MM;
use crate::cell::{Cell, PADDING, TICK};
use crate::layout::{BELOW_TITLE, BOTTOM, Layout, MARGIN, PAGE, Page, TITLE, below, count};
use crate::letters::{Letters, Weight};
use crate::list::{List, PaperError};
use crate::pen::{Ink, Pen, artifact, path_of};
use crate::tags::Tags;

/// Side of a box for a digit.
const DIGIT: f32 = 3.0 * MM;
/// Size of what stands at the edge of each page.
const SMALL: f32 = 7.5;
const BLACK: Ink = Ink::Grey(0);
const SOFT: Ink = Ink::Grey(48);
const GREY: Ink = Ink::Grey(96);
const RULE: Ink = Ink::Grey(150);
const SHADE: Ink = Ink::Grey(238);

pub(crate) fn document<P: Fn(usize, usize) -> String>(
    list: &List<P>,
    layout: &Layout,
    letters: &Letters,
) -> Result<Vec<u8>, PaperError> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let configuration = accessible.finish().map_err(|_| PaperError::Pdf)?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let about = Metadata::new()
        .title(list.title.clone())
        .language(list.language.to_owned())
        .creator("Khiên".to_owned());
    document.set_metadata(about);
    let mut tags = Tags::new();
    for number in 0..layout.pages.len() {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(PaperError::Pdf)?;
        let mut page = document.start_page_with(size);
        let mut pen = Pen {
            surface: page.surface(),
            letters,
        };
        draw_page(list, layout, number, (&mut pen, &mut tags));
        drop(pen);
        page.finish();
    }
    document.set_outline(outline(list, layout));
    document.set_tag_tree(tags.tree(list.language));
    document.finish().map_err(|_| PaperError::Pdf)
}

/// A mark for each page, as a reader lists them beside the paper.
fn outline<P: Fn(usize, usize) -> String>(list: &List<P>, layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    for (number, page) in layout.pages.iter().enumerate() {
        let text = (list.page_of)(number + 1, layout.pages.len());
        let place = XyzDestination::new(number, Point::from_xy(0.0, page.table));
        outline.push_child(OutlineNode::new(text, place));
    }
    outline
}

fn draw_page<P: Fn(usize, usize) -> String>(
    list: &List<P>,
    layout: &Layout,
    number: usize,
    (pen, tags): (&mut Pen<'_>, &mut Tags),
) {
    let page = &layout.pages[number];
    let ends_here = number + 1 == layout.pages.len();
    if number == 0 {
        first_head(layout, (pen, tags));
    } else {
        pen.surface.start_tagged(artifact(ArtifactType::Header));
        let title = pen.letters.line(&list.title, Weight::Bold, SMALL);
        pen.text(&title, (MARGIN, MARGIN), GREY);
        pen.surface.end_tagged();
    }
    if number == 0 || !page.rows.is_empty() {
        headings(layout, page, number == 0, (pen, tags));
    }
    let mut top = page.table + layout.heading_height;
    for row in page.rows.clone() {
        let drawn = draw_row(layout, &list.rows[row], (top, layout.heights[row]), pen);
        tags.row(drawn, list.row_heading);
        top += layout.heights[row];
    }
    if ends_here {
        signatures(&list.signatures, page.end, (pen, tags));
    }
    pen.surface.start_tagged(artifact(ArtifactType::Footer));
    let foot = BOTTOM + 2.5 * MM;
    let footer = pen.letters.line(&list.footer, Weight::Regular, SMALL);
    pen.text(&footer, (MARGIN, foot), GREY);
    let page_of = (list.page_of)(number + 1, layout.pages.len());
    let page_of = pen.letters.line(&page_of, Weight::Regular, SMALL);
    let right = PAGE.0 - MARGIN - pen.letters.shaped(&page_of).1;
    pen.text(&page_of, (right, foot), GREY);
    pen.surface.end_tagged();
}

fn first_head(layout: &Layout, (pen, tags): (&mut Pen<'_>, &mut Tags)) {
    let mut top = MARGIN;
    for line in &layout.head {
        let id = pen.surface.start_tagged(span());
        pen.text(line, (MARGIN, top), BLACK);
        pen.surface.end_tagged();
        if line.weight == Weight::Bold && line.size > BELOW_TITLE && line.size <= TITLE {
            tags.title(&line.text, id);
        } else {
            tags.line(id);
        }
        top += below(line);
    }
}

/// The headings of the columns. Only those of the first page are read aloud.
fn headings(layout: &Layout, page: &Page, read: bool, (pen, tags): (&mut Pen<'_>, &mut Tags)) {
    let (top, height) = (page.table, layout.heading_height);
    pen.surface.start_tagged(artifact(ArtifactType::Layout));
    let whole = Rect::from_xywh(MARGIN, top, PAGE.0 - 2.0 * MARGIN, height);
    pen.fill(whole.and_then(path_of), SHADE);
    pen.surface.end_tagged();
    let mut left = MARGIN;
    for (lines, width) in layout.headings.iter().zip(&layout.widths) {
        let tag = if read {
            ContentTag::Other
        } else {
            artifact(ArtifactType::Header)
        };
        let id = pen.surface.start_tagged(tag);
        let mut y = top + 1.2 * MM;
        for line in lines {
            pen.text(line, (left + PADDING, y), BLACK);
            y += line.size * 1.2;
        }
        pen.surface.end_tagged();
        if read {
            tags.heading(id);
        }
        left += width;
    }
    grid(layout, (top, height), pen);
}

fn draw_row(
    layout: &Layout,
    row: &[Cell],
    (top, height): (f32, f32),
    pen: &mut Pen<'_>,
) -> Vec<Identifier> {
    let mut left = MARGIN;
    let mut drawn = Vec::with_capacity(row.len());
    for (cell, width) in row.iter().zip(&layout.widths) {
        drawn.push(pen.surface.start_tagged(ContentTag::Other));
        match cell {
            Cell::Digits(groups) => digits(groups, (left, top, *width, height), pen),
            _ => words(cell, (left, top, *width), pen),
        }
        pen.surface.end_tagged();
        left += width;
    }
    grid(layout, (top, height), pen);
    drawn
}

fn words(cell: &Cell, (left, top, width): (f32, f32, f32), pen: &mut Pen<'_>) {
    let mut y = top + PADDING;
    let ticks = matches!(cell, Cell::Ticks(_));
    let indent = if ticks { TICK + PADDING * 0.7 } else { 0.0 };
    for line in cell.lines(pen.letters, width) {
        if ticks {
            let square = Rect::from_xywh(left + PADDING, y, TICK, TICK);
            pen.stroke(square.and_then(path_of), GREY);
        }
        let ink = if line.weight == Weight::Bold || ticks {
            BLACK
        } else {
            SOFT
        };
        pen.text(&line, (left + PADDING + indent, y), ink);
        y += cell.step(&line);
    }
}

/// Boxes for digits, as wide as the column allows.
fn digits(groups: &[u8], (left, top, width, height): (f32, f32, f32, f32), pen: &mut Pen<'_>) {
    let boxes: f32 = groups.iter().copied().map(f32::from).sum();
    let gaps = count(groups.len().saturating_sub(1)) * 0.4;
    let side = DIGIT.min((width - 2.0 * PADDING) / (boxes + gaps).max(1.0));
    let tall = side * 1.45;
    let mut x = left + PADDING;
    let y = top + (height - tall) / 2.0;
    let mut squares = PathBuilder::new();
    for group in groups {
        for _ in 0..*group {
            if let Some(square) = Rect::from_xywh(x, y, side, tall) {
                squares.push_rect(square);
            }
            x += side;
        }
        x += side * 0.4;
    }
    pen.stroke(squares.finish(), RULE);
}

/// Lines around the cells of a row.
fn grid(layout: &Layout, (top, height): (f32, f32), pen: &mut Pen<'_>) {
    let mut lines = PathBuilder::new();
    let right = PAGE.0 - MARGIN;
    for y in [top, top + height] {
        lines.move_to(MARGIN, y);
        lines.line_to(right, y);
    }
    let mut x = MARGIN;
    for width in std::iter::once(&0.0).chain(&layout.widths) {
        x += width;
        lines.move_to(x, top);
        lines.line_to(x, top + height);
    }
    pen.surface.start_tagged(artifact(ArtifactType::Layout));
    pen.stroke(lines.finish(), RULE);
    pen.surface.end_tagged();
}

fn signatures(who: &[String], end: f32, (pen, tags): (&mut Pen<'_>, &mut Tags)) {
    let share = (PAGE.0 - 2.0 * MARGIN) / count(who.len()).max(1.0);
    let mut left = MARGIN;
    for name in who {
        let line = pen.letters.line(name, Weight::Bold, BELOW_TITLE);
        let middle = left + (share - pen.letters.shaped(&line).1) / 2.0;
        let id = pen.surface.start_tagged(span());
        pen.text(&line, (middle, end + 5.0 * MM), BLACK);
        pen.surface.end_tagged();
        tags.signature(id);
        left += share;
    }
}

fn span() -> ContentTag<'static> {
    ContentTag::Span(SpanTag::empty())
}
