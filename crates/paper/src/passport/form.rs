//! What stands where on the page, before anything is drawn.

use super::block::{Block, INK, Look, NAVY, SOFT};
use super::content::Passport;
use super::fields::{
    Field, HOW_TO_CHECK, ISSUED_BY, MINISTRY, NATION, SCAN, TITLE, VALID, fields, how_to_check,
    made, validity,
};
use super::words::Words;
use crate::MM;
use crate::letters::Letters;
use crate::list::PaperError;

/// A4, upright.
pub(super) const PAGE: (f32, f32) = (210.0 * MM, 297.0 * MM);
pub(super) const MARGIN: f32 = 18.0 * MM;
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// Where the head begins, the hem, what is below it, and where everything ends.
pub(super) const HEAD: f32 = 13.0 * MM;
pub(super) const HEM: f32 = 30.0 * MM;
pub(super) const BODY: f32 = 41.0 * MM;
const END: f32 = 284.0 * MM;
/// Longest edge of the code: 60 mm from corner to corner, the most that the specification of HC1 asks
/// for.
const CODE: f32 = 42.0 * MM;
/// A dot of a common printer, 1/300 inch: modules are whole dots, so that none is blurred.
const DOT: f32 = 72.0 / 300.0;
/// Light modules around the code.
const QUIET: f32 = 4.0;
/// Room for the number of a field, and for its name.
pub(super) const NUMBER: f32 = 7.5 * MM;
pub(super) const NAME: f32 = 61.0 * MM;
/// Between two columns, and between two parts.
pub(super) const GAP: f32 = 6.0 * MM;
/// Sizes of the table that are tried, the first that fits being taken.
const SCALES: [f32; 7] = [1.12, 1.06, 1.0, 0.94, 0.88, 0.82, 0.76];

const SMALL: f32 = 8.0;

/// A row of the table.
pub(super) struct Row {
    pub(super) number: Block,
    pub(super) name: Block,
    pub(super) value: Block,
    pub(super) height: f32,
    /// Above and below its words.
    pub(super) padding: f32,
}

/// Where the code stands, in points.
pub(super) struct Place {
    /// Edge of a module.
    pub(super) module: f32,
    /// Upper left corner of the code.
    pub(super) at: (f32, f32),
    /// Edge of the code.
    pub(super) edge: f32,
    /// Upper left corner of the frame around the quiet zone.
    pub(super) frame_at: (f32, f32),
    /// Edge of the frame.
    pub(super) frame: f32,
}

impl Place {
    fn of(side: usize) -> Self {
        let modules = modules(side);
        let dots = (CODE / DOT / modules).floor().max(1.0);
        let module = dots * DOT;
        let frame = module * (modules + 2.0 * QUIET);
        let on_a_dot = |place: f32| (place / DOT).floor() * DOT;
        let (left, top) = (on_a_dot(MARGIN + WIDTH - frame), on_a_dot(BODY));
        Self {
            module,
            at: (left + QUIET * module, top + QUIET * module),
            edge: module * modules,
            frame_at: (left, top),
            frame,
        }
    }
}

/// The page as it will be drawn.
pub(super) struct Form {
    pub(super) ministry: Block,
    pub(super) nation: Block,
    pub(super) title: [Block; 2],
    /// Labels with what belongs to them: validity and issuer.
    pub(super) facts: [Block; 2],
    pub(super) code: Place,
    pub(super) scan: Block,
    pub(super) table: f32,
    pub(super) rows: Vec<Row>,
    pub(super) check: f32,
    pub(super) check_titles: [Block; 2],
    pub(super) check_texts: [Block; 2],
    pub(super) made: Block,
    pub(super) foot: f32,
}

impl Form {
    pub(super) fn of(passport: &Passport<'_>, letters: &Letters) -> Result<Self, PaperError> {
        let code = Place::of(passport.code.side());
        let frame = code.frame;
        let beside = WIDTH - frame - GAP;
        let title = title(letters, beside);
        let facts = facts(passport, letters, beside)?;
        let scan = both(
            Block::centred(frame),
            letters,
            SCAN,
            Look::plain(SMALL, SOFT),
        );
        let left = title.iter().chain(&facts).map(Block::height).sum::<f32>() + 2.0 * GAP;
        let right = frame + scan.height() + 1.0 * MM;
        let table = BODY + left.max(right) + GAP;
        let [check_titles, check_texts] = check(passport, letters);
        let [vi, en] = made(passport);
        let look = Look::plain(7.5, SOFT);
        let made = Block::new(WIDTH).with(letters, (&vi, 0), look);
        let made = made.with(letters, (&en, 1), look);
        let foot = END - made.height();
        let lowest = |titles: &[Block; 2], texts: &[Block; 2]| {
            let column = |at: usize| titles[at].height() + texts[at].height();
            foot - GAP - column(0).max(column(1))
        };
        let check = lowest(&check_titles, &check_texts);
        let rows = rows(passport, letters, check - GAP - table)?;
        Ok(Self {
            ministry: head(letters, &MINISTRY, 0.0),
            nation: head(letters, &NATION, 0.5),
            title,
            facts,
            code,
            scan,
            table,
            rows,
            check,
            check_titles,
            check_texts,
            made,
            foot,
        })
    }
}

/// One of the two heads: lines in Vietnamese, the last in English.
fn head(letters: &Letters, lines: &[&str], align: f32) -> Block {
    let mut block = Block::new(WIDTH / 2.0);
    block.align = align;
    for (at, line) in lines.iter().enumerate() {
        block = if at + 1 == lines.len() {
            block.with(letters, (line, 1), Look::plain(SMALL, SOFT))
        } else {
            block.with(letters, (line, 0), Look::bold(9.5, NAVY))
        };
    }
    block
}

fn title(letters: &Letters, width: f32) -> [Block; 2] {
    let [vi, en] = TITLE;
    [
        Block::new(width).with(letters, (vi, 0), Look::bold(27.0, NAVY)),
        Block::new(width).with(letters, (en, 1), Look::plain(14.0, SOFT)),
    ]
}

fn facts(passport: &Passport<'_>, letters: &Letters, width: f32) -> Result<[Block; 2], PaperError> {
    let looks = [Look::bold(12.0, INK), Look::plain(9.0, SOFT)];
    let fact = |[vi, en]: [&str; 2], words: &Words<'_>| {
        let block = Block::new(width).with(letters, (vi, 0), Look::plain(SMALL, SOFT));
        let in_english = words.en.as_deref().unwrap_or(&words.vi);
        let words = Words::new(words.vi.as_ref(), format!("{en} {in_english}"));
        block.with_both(letters, &words, looks)
    };
    Ok([
        fact(VALID, &validity(passport))?,
        fact(ISSUED_BY, &passport.issuer)?,
    ])
}

/// How to check it: titles and texts, a column for each language.
fn check(passport: &Passport<'_>, letters: &Letters) -> [[Block; 2]; 2] {
    let width = (WIDTH - GAP) / 2.0;
    let texts = how_to_check(passport);
    let column = |text: &str, at: usize, look| Block::new(width).with(letters, (text, at), look);
    let titles = [0, 1].map(|at| column(HOW_TO_CHECK[at], at, Look::bold(9.5, NAVY)));
    let texts = [0, 1].map(|at| column(&texts[at], at, Look::plain(8.5, INK)));
    [titles, texts]
}

fn both(block: Block, letters: &Letters, texts: [&str; 2], look: Look) -> Block {
    let [vi, en] = texts;
    block
        .with(letters, (vi, 0), look)
        .with(letters, (en, 1), look)
}

/// The table in the largest size in which it is no higher than `room`.
fn rows(passport: &Passport<'_>, letters: &Letters, room: f32) -> Result<Vec<Row>, PaperError> {
    let fields = fields(passport);
    for scale in SCALES {
        let rows = fields.iter().zip(1..);
        let rows: Result<Vec<Row>, _> = rows.map(|it| row(it, letters, scale)).collect();
        let rows = rows?;
        if rows.iter().map(|row| row.height).sum::<f32>() <= room {
            return Ok(rows);
        }
    }
    Err(PaperError::TooLong)
}

fn row(
    (field, number): (&Field<'_>, u8),
    letters: &Letters,
    scale: f32,
) -> Result<Row, PaperError> {
    let small = Look::plain(SMALL * scale, SOFT);
    let [vi, en] = field.name;
    let name = Look::plain(9.5 * scale, INK);
    let number = Block::new(NUMBER).with(letters, (&number.to_string(), 0), name.soft());
    let name = Block::new(NAME - GAP).with(letters, (vi, 0), name);
    let name = name.with(letters, (en, 1), small);
    let looks = [
        Look::bold(field.size * scale, INK),
        Look::plain(8.5 * scale, SOFT),
    ];
    let value = Block::new(WIDTH - NUMBER - NAME).with_both(letters, &field.value, looks)?;
    let padding = 1.5 * MM * scale;
    Ok(Row {
        height: name.height().max(value.height()) + 2.0 * padding,
        number,
        name,
        value,
        padding,
    })
}

/// As a measure: a symbol has 177 modules a side at most.
fn modules(side: usize) -> f32 {
    u8::try_from(side).map_or(f32::from(u8::MAX), f32::from)
}
