//! The passport as it is drawn, and what a screen reader is told of it.

use std::num::NonZeroU16;

use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{
    ArtifactType, BBox, ContentTag, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};
use krilla::{Document, SerializeSettings};

use super::block::{Block, LANGUAGES, NAVY, below};
use super::content::{Code, Passport};
use super::fields;
use super::form::{BODY, Form, GAP, HEAD, HEM, MARGIN, NAME, NUMBER, PAGE, Row, WIDTH};
use super::hem::hem;
use super::outline::outline;
use crate::MM;
use crate::letters::Letters;
use crate::list::PaperError;
use crate::pen::{Ink, Pen, artifact, path_of};

/// `#d6dad1` of the design system.
const HAIRLINE: Ink = Ink::Colour(0xd6, 0xda, 0xd1);
const BLACK: Ink = Ink::Grey(0);
/// Tiles of the hem.
const TILES: u8 = 32;
/// Viet Nam's clocks go before those of UTC.
const HOURS_BEFORE_UTC: i8 = 7;

pub(super) fn document(
    passport: &Passport<'_>,
    form: &Form,
    letters: &Letters,
) -> Result<Vec<u8>, PaperError> {
    let mut document = Document::new_with(SerializeSettings {
        configuration: configuration()?,
        ..SerializeSettings::default()
    });
    document.set_metadata(about(passport));
    let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(PaperError::Pdf)?;
    let mut page = document.start_page_with(size);
    let mut pen = Pen {
        surface: page.surface(),
        letters,
    };
    let mut tree = TagTree::new().with_lang(Some(LANGUAGES[0].to_owned()));
    for group in draw(passport, form, &mut pen)? {
        tree.push(group);
    }
    drop(pen);
    page.finish();
    let mut marks = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    marks.push_child(OutlineNode::new(fields::TITLE.join(" · "), top));
    document.set_outline(marks);
    document.set_tag_tree(tree);
    document.finish().map_err(|_| PaperError::Pdf)
}

/// Archived and accessible: PDF/A-2a and PDF/UA-1.
fn configuration() -> Result<Configuration, PaperError> {
    ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PaperError::Pdf)
}

/// What the file says of itself. Not the name: it would show wherever files are listed.
fn about(passport: &Passport<'_>) -> Metadata {
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    let (day, time) = (passport.made.date(), passport.made.time());
    let made = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(small(day.month()))
        .day(small(day.day()))
        .hour(small(time.hour()))
        .minute(small(time.minute()))
        .second(small(time.second()))
        .utc_offset_hour(HOURS_BEFORE_UTC)
        .utc_offset_minute(0);
    Metadata::new()
        .title(fields::TITLE.join(" · "))
        .language(LANGUAGES[0].to_owned())
        .creator("Khiên".to_owned())
        .creation_date(made)
}

/// Everything, from the top; as groups in reading order.
fn draw(
    passport: &Passport<'_>,
    form: &Form,
    pen: &mut Pen<'_>,
) -> Result<Vec<TagGroup>, PaperError> {
    let mut read = said(pen, &form.ministry, (MARGIN, HEAD));
    read.extend(said(pen, &form.nation, (MARGIN + WIDTH / 2.0, HEAD)));
    decorate(form, pen);
    let mut top = BODY - 3.0 * MM;
    let [vi, en] = &form.title;
    read.push(heading(
        1,
        (fields::TITLE[0], 0),
        said(pen, vi, (MARGIN, top)),
    ));
    top += vi.height();
    read.extend(said(pen, en, (MARGIN, top)));
    top += en.height() + GAP;
    for fact in &form.facts {
        read.extend(said(pen, fact, (MARGIN, top)));
        top += fact.height() + GAP / 2.0;
    }
    read.extend(code(&passport.code, form, pen)?);
    read.push(table(form, pen));
    let right = MARGIN + f32::midpoint(WIDTH, GAP);
    for (at, left) in [MARGIN, right].into_iter().enumerate() {
        let (title, text) = (&form.check_titles[at], &form.check_texts[at]);
        let drawn = said(pen, title, (left, form.check));
        read.push(heading(2, (fields::HOW_TO_CHECK[at], at), drawn));
        read.extend(said(pen, text, (left, form.check + title.height())));
    }
    read.extend(said(pen, &form.made, (MARGIN, form.foot)));
    Ok(read)
}

/// Draws a block; a paragraph for each language in it.
fn said(pen: &mut Pen<'_>, block: &Block, (left, mut top): (f32, f32)) -> Vec<TagGroup> {
    let mut paragraphs = Vec::new();
    for lines in block.lines.chunk_by(|a, b| a.language == b.language) {
        let mut drawn = Vec::new();
        for line in lines {
            let span = SpanTag::empty().with_lang(Some(line.language));
            let id = pen.surface.start_tagged(ContentTag::Span(span));
            let from = left + (block.width - line.width) * block.align;
            pen.text(&line.line, (from, top), line.ink);
            pen.surface.end_tagged();
            drawn.push(Node::Leaf(id));
            top += below(line);
        }
        let language = lines.first().map(|line| line.language.to_owned());
        paragraphs.push(TagGroup::with_children(Tag::P.with_lang(language), drawn));
    }
    paragraphs
}

/// What was drawn as one paragraph, as a heading.
fn heading(level: u16, (text, at): (&str, usize), drawn: Vec<TagGroup>) -> TagGroup {
    let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    let language = LANGUAGES.get(at).map(|tag| (*tag).to_owned());
    let tag = Tag::Hn(level, Some(text.to_owned())).with_lang(language);
    let inside = drawn.into_iter().flat_map(|group| group.children);
    TagGroup::with_children(tag, inside.collect())
}

/// What nobody has to be told: the hem, and the lines between the parts.
fn decorate(form: &Form, pen: &mut Pen<'_>) {
    pen.surface.start_tagged(artifact(ArtifactType::Layout));
    pen.fill(hem((MARGIN, HEM, WIDTH), TILES), NAVY);
    let mut lines = PathBuilder::new();
    let mut y = form.table;
    for row in &form.rows {
        across(&mut lines, y);
        y += row.height;
    }
    across(&mut lines, y);
    across(&mut lines, form.foot - GAP / 2.0);
    pen.stroke(lines.finish(), HAIRLINE);
    let (left, top) = form.code.frame_at;
    let frame = Rect::from_xywh(left, top, form.code.frame, form.code.frame);
    pen.stroke(frame.and_then(path_of), HAIRLINE);
    let mut strong = PathBuilder::new();
    across(&mut strong, form.table);
    pen.stroke(strong.finish(), NAVY);
    pen.surface.end_tagged();
}

fn across(lines: &mut PathBuilder, y: f32) {
    lines.move_to(MARGIN, y);
    lines.line_to(MARGIN + WIDTH, y);
}

/// The code with the words below it.
fn code(code: &Code, form: &Form, pen: &mut Pen<'_>) -> Result<Vec<TagGroup>, PaperError> {
    let place = &form.code;
    let (left, top) = place.at;
    let id = pen.surface.start_tagged(ContentTag::Other);
    let to_page = Transform::from_row(place.module, 0.0, 0.0, place.module, left, top);
    pen.surface.push_transform(&to_page);
    pen.fill(path_of_code(code), BLACK);
    pen.surface.pop();
    pen.surface.end_tagged();
    let whole = Rect::from_xywh(left, top, place.edge, place.edge).ok_or(PaperError::Pdf)?;
    let figure = Tag::Figure(Some(fields::CODE.to_owned())).with_bbox(Some(BBox::new(0, whole)));
    let mut read = vec![TagGroup::with_children(figure, vec![Node::Leaf(id)])];
    let (left, top) = place.frame_at;
    let below = (left, top + place.frame + 1.0 * MM);
    read.extend(said(pen, &form.scan, below));
    Ok(read)
}

/// The dark areas of a code, a module being 1.
fn path_of_code(code: &Code) -> Option<Path> {
    let mut path = PathBuilder::new();
    for line in outline(code) {
        for (number, (x, y)) in line.into_iter().enumerate() {
            let (x, y) = (coordinate(x), coordinate(y));
            if number == 0 {
                path.move_to(x, y);
            } else {
                path.line_to(x, y);
            }
        }
        path.close();
    }
    path.finish()
}

/// A corner of a symbol that has 177 modules a side at most.
fn coordinate(at: usize) -> f32 {
    u8::try_from(at).map_or(0.0, f32::from)
}

/// The eleven fields: a row each, its name being the row's heading.
fn table(form: &Form, pen: &mut Pen<'_>) -> TagGroup {
    let mut body = TagGroup::new(Tag::TBody);
    let mut top = form.table;
    for row in &form.rows {
        body.push(table_row(row, top, pen));
        top += row.height;
    }
    let mut table = TagGroup::new(Tag::Table);
    table.push(body);
    table
}

fn table_row(row: &Row, top: f32, pen: &mut Pen<'_>) -> TagGroup {
    let inside = top + row.padding;
    let mut heading = said(pen, &row.number, (MARGIN, inside));
    heading.extend(said(pen, &row.name, (MARGIN + NUMBER, inside)));
    // The middle of a single line beside the name in two languages.
    let free = row.height - 2.0 * row.padding - row.value.height();
    let value_top = inside + free.max(0.0) / 2.0;
    let value = said(pen, &row.value, (MARGIN + NUMBER + NAME, value_top));
    let cell = |tag: TagKind, inside: Vec<TagGroup>| {
        TagGroup::with_children(tag, inside.into_iter().map(Node::Group).collect())
    };
    let mut drawn = TagGroup::new(Tag::TR);
    drawn.push(cell(Tag::TH(TableHeaderScope::Row).into(), heading));
    drawn.push(cell(Tag::TD.into(), value));
    drawn
}
