//! What is drawn: the operators of contents (annex A) that fill areas, draw lines or show pictures.

use super::budget::Budget;
use super::canvas::{Canvas, Place, Within};
use super::fault::PdfFault;
use super::file::File;
use super::image::Image;
use super::lexer::{Lexer, Token, is_blank};
use super::matrix::Matrix;
use super::object::{Dict, Object};
use super::stream::Stream;
use crate::scan::grey;

/// Values before an operator; no operator that is known here takes more.
const MOST_OPERANDS: usize = 64;
/// States that are kept while others hold.
const MOST_STATES: usize = 64;
/// Contents within contents.
const DEEPEST: usize = 8;
/// Bytes for a place of a path, in a list that grows by doubling.
const PLACE: usize = 4 * size_of::<Place>();
/// Straight lines for a curve: codes have none.
const PIECES: u32 = 8;

/// What holds for everything that is drawn next.
#[derive(Clone, Copy)]
pub(super) struct State {
    placed: Matrix,
    /// Of areas.
    fill: Colour,
    /// Of lines.
    line: Colour,
    /// Width of lines.
    width: f64,
}

/// A colour, and how the next one is told.
#[derive(Clone, Copy)]
struct Colour {
    shade: u8,
    /// Whether one number is how much ink there is, not how much light.
    is_ink: bool,
}

const BLACK: Colour = Colour {
    shade: 0,
    is_ink: false,
};

impl State {
    pub(super) const fn new(placed: Matrix) -> Self {
        Self {
            placed,
            fill: BLACK,
            line: BLACK,
            width: 1.0,
        }
    }
}

/// Paints contents on a page.
pub(super) struct Painter<'a> {
    file: &'a File<'a>,
    budget: &'a Budget,
    canvas: Canvas,
    depth: usize,
}

/// One stream of contents while it is painted.
struct Run<'a> {
    resources: &'a Dict,
    state: State,
    kept: Vec<State>,
    /// Lines of the path, on the page.
    lines: Vec<Vec<Place>>,
    /// Where the path is, before it is placed.
    pen: Place,
    /// Places of the lines, the first of each twice as the line itself takes room.
    places: usize,
    /// Those for which room was taken.
    paid: usize,
}

impl<'a> Painter<'a> {
    pub(super) const fn new(file: &'a File<'a>, budget: &'a Budget, canvas: Canvas) -> Self {
        Self {
            file,
            budget,
            canvas,
            depth: 0,
        }
    }

    pub(super) fn into_canvas(self) -> Canvas {
        self.canvas
    }

    /// Paints what a stream says. Operators that are not known here are passed over.
    ///
    /// # Errors
    /// [`PdfFault::TooLarge`].
    pub(super) fn run(
        &mut self,
        contents: &[u8],
        resources: &Dict,
        state: State,
    ) -> Result<(), PdfFault> {
        if self.depth == DEEPEST {
            return Ok(());
        }
        self.depth += 1;
        let mut run = Run {
            resources,
            state,
            kept: Vec::new(),
            lines: Vec::new(),
            pen: (0.0, 0.0),
            places: 0,
            paid: 0,
        };
        let mut lexer = Lexer::new(contents, 0, self.budget);
        let mut operands = Vec::new();
        let mut paid = 0;
        while let Some(token) = lexer.next() {
            self.budget.spend(lexer.at() - paid)?;
            paid = lexer.at();
            match token {
                Token::Value(value) if operands.len() < MOST_OPERANDS => operands.push(value),
                Token::Value(_) => {}
                Token::Word(b"BI") => self.inline_image(&mut lexer, &run)?,
                Token::Word(operator) => {
                    self.operate(operator, &operands, &mut run)?;
                    operands.clear();
                    lexer.give_back();
                }
            }
        }
        lexer.give_back();
        self.give_back(&mut run);
        self.depth -= 1;
        self.budget.spend(0)
    }

    fn operate(
        &mut self,
        operator: &[u8],
        operands: &[Object],
        run: &mut Run<'_>,
    ) -> Result<(), PdfFault> {
        match operator {
            b"q" if run.kept.len() < MOST_STATES => run.kept.push(run.state),
            b"Q" => run.state = run.kept.pop().unwrap_or(run.state),
            b"cm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    run.state.placed = matrix.then(run.state.placed);
                }
            }
            b"g" | b"rg" | b"k" => run.state.fill = BLACK.with(operands),
            b"G" | b"RG" | b"K" => run.state.line = BLACK.with(operands),
            b"cs" => run.state.fill = self.space(operands, run.resources),
            b"CS" => run.state.line = self.space(operands, run.resources),
            b"sc" | b"scn" => run.state.fill = run.state.fill.with(operands),
            b"SC" | b"SCN" => run.state.line = run.state.line.with(operands),
            b"w" => {
                let width = operands.first().and_then(Object::number);
                run.state.width = width.unwrap_or(run.state.width);
            }
            b"f" | b"F" | b"B" | b"b" => self.fill(run, Within::NonZero)?,
            b"f*" | b"B*" | b"b*" => self.fill(run, Within::EvenOdd)?,
            b"S" | b"s" => self.stroke(run)?,
            b"n" => {
                run.lines.clear();
                self.give_back(run);
            }
            b"Do" => self.show(operands, run)?,
            _ => {
                run.line(operator, operands);
                self.budget.take((run.places - run.paid) * PLACE)?;
                run.paid = run.places;
            }
        }
        Ok(())
    }

    /// Gives back the room of a path that is held no more.
    fn give_back(&self, run: &mut Run<'_>) {
        self.budget.give_back(run.paid * PLACE);
        (run.places, run.paid) = (0, 0);
    }

    fn fill(&mut self, run: &mut Run<'_>, within: Within) -> Result<(), PdfFault> {
        let lines = std::mem::take(&mut run.lines);
        self.give_back(run);
        self.canvas
            .fill(&lines, within, run.state.fill.shade, self.budget)
    }

    /// Each piece of a line as the area that it covers; how they end and meet is let be.
    fn stroke(&mut self, run: &mut Run<'_>) -> Result<(), PdfFault> {
        let half = run.state.width * run.state.placed.scale() / 2.0;
        self.give_back(run);
        for line in std::mem::take(&mut run.lines) {
            for pair in line.windows(2) {
                let [from, to] = *pair else { continue };
                if let Some(area) = covered(from, to, half) {
                    let shade = run.state.line.shade;
                    self.canvas
                        .fill(&[area], Within::NonZero, shade, self.budget)?;
                }
            }
        }
        Ok(())
    }

    /// A colour space starts with its black.
    fn space(&self, operands: &[Object], resources: &Dict) -> Colour {
        let name = operands.first().and_then(Object::name);
        let spaces = self.file.get(resources, "ColorSpace");
        let spaces = spaces.and_then(Object::dict);
        let space = spaces
            .zip(name)
            .and_then(|(spaces, name)| spaces.named(name));
        let space = space.and_then(|it| self.file.resolved(it).array());
        let kind = space.and_then(|it| it.first()).and_then(Object::name);
        Colour {
            shade: 0,
            is_ink: matches!(kind, Some(b"Separation" | b"DeviceN")),
        }
    }

    /// A picture, or contents of their own (section 8.10).
    fn show(&mut self, operands: &[Object], run: &Run<'_>) -> Result<(), PdfFault> {
        let named = self
            .file
            .get(run.resources, "XObject")
            .and_then(Object::dict);
        let name = operands.first().and_then(Object::name);
        let value = named.zip(name).and_then(|(named, name)| named.named(name));
        let Some(stream) = value.and_then(|it| self.file.stream(it)) else {
            return Ok(());
        };
        let kind = self.file.get(stream.dict, "Subtype");
        match kind.and_then(Object::name) {
            Some(b"Image") => self.image(stream, run.state),
            Some(b"Form") => self.form(stream, run),
            _ => Ok(()),
        }
    }

    fn image(&mut self, stream: Stream<'_>, state: State) -> Result<(), PdfFault> {
        let Some(image) = Image::read(stream, self.file, self.budget)? else {
            return Ok(());
        };
        let shade = |x, y| image.at(x, y, state.fill.shade);
        self.canvas.paint(state.placed, self.budget, shade)
    }

    fn form(&mut self, stream: Stream<'_>, run: &Run<'_>) -> Result<(), PdfFault> {
        let Some(contents) = stream.unpacked(self.file, self.budget)? else {
            return Ok(());
        };
        let own = |name| self.file.get(stream.dict, name);
        let matrix = own("Matrix").and_then(Object::array).and_then(Matrix::of);
        let resources = own("Resources").and_then(Object::dict);
        let placed = run.state.placed;
        let state = State {
            placed: matrix.map_or(placed, |matrix| matrix.then(placed)),
            ..run.state
        };
        self.budget.take(contents.len())?;
        self.run(&contents, resources.unwrap_or(run.resources), state)?;
        self.budget.give_back(contents.len());
        Ok(())
    }

    /// A picture that lies within the contents (section 8.9.7).
    fn inline_image(&mut self, lexer: &mut Lexer<'_>, run: &Run<'_>) -> Result<(), PdfFault> {
        let mut dict = Dict::default();
        loop {
            match lexer.next() {
                Some(Token::Value(Object::Name(name))) => {
                    let Some(value) = lexer.value() else {
                        return Ok(());
                    };
                    dict.set(&name, value);
                }
                Some(Token::Word(b"ID")) => break,
                _ => return Ok(()),
            }
        }
        lexer.advance(1);
        let rest = lexer.rest();
        let ends = |it: &[u8]| matches!(it, [before, b'E', b'I', after] if is_blank(*before) && is_blank(*after));
        let length = rest.windows(4).position(ends).unwrap_or(rest.len());
        let raw = rest.get(..length).unwrap_or_default();
        lexer.advance(length.saturating_add(3));
        self.image(Stream { dict: &dict, raw }, run.state)
    }
}

impl Colour {
    /// One number, three of red, green and blue, or four of cyan, magenta, yellow and black.
    fn with(self, operands: &[Object]) -> Self {
        let numbers: Vec<u8> = operands
            .iter()
            .filter_map(Object::number)
            .map(part)
            .collect();
        let shade = match *numbers.as_slice() {
            [ink] if self.is_ink => u8::MAX - ink,
            [light] => light,
            [red, green, blue] => grey([red, green, blue]),
            [cyan, magenta, yellow, black] => {
                grey([cyan, magenta, yellow].map(|it| u8::MAX - it.saturating_add(black)))
            }
            _ => 0,
        };
        Self { shade, ..self }
    }
}

impl Run<'_> {
    /// The operators that make a path (section 8.5.2).
    fn line(&mut self, operator: &[u8], operands: &[Object]) {
        let numbers: Vec<f64> = operands.iter().filter_map(Object::number).collect();
        match (operator, numbers.as_slice()) {
            (b"m", &[x, y]) => self.begin((x, y)),
            (b"l", &[x, y]) => self.to((x, y)),
            (b"c", &[x1, y1, x2, y2, x, y]) => self.curve((x1, y1), (x2, y2), (x, y)),
            (b"v", &[x2, y2, x, y]) => self.curve(self.pen, (x2, y2), (x, y)),
            (b"y", &[x1, y1, x, y]) => self.curve((x1, y1), (x, y), (x, y)),
            (b"re", &[x, y, width, height]) => {
                self.begin((x, y));
                self.to((x + width, y));
                self.to((x + width, y + height));
                self.to((x, y + height));
                self.begin((x, y));
            }
            (b"h", _) => {
                let first = self.lines.last().and_then(|line| line.first().copied());
                if let Some(first) = first {
                    self.begin_at(first);
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, place: Place) {
        self.pen = place;
        self.begin_at(self.state.placed.applied(place));
    }

    /// A line of one place is none: the next one begins instead of it.
    fn begin_at(&mut self, placed: Place) {
        if let Some([only]) = self.lines.last_mut().map(Vec::as_mut_slice) {
            *only = placed;
            return;
        }
        self.lines.push(vec![placed]);
        self.places += 2;
    }

    fn to(&mut self, place: Place) {
        self.pen = place;
        let placed = self.state.placed.applied(place);
        match self.lines.last_mut() {
            Some(line) => {
                line.push(placed);
                self.places += 1;
            }
            None => self.begin_at(placed),
        }
    }

    fn curve(&mut self, first: Place, second: Place, end: Place) {
        let start = self.pen;
        for piece in 1..=PIECES {
            let at = f64::from(piece) / f64::from(PIECES);
            let left = 1.0 - at;
            let mix = |of: fn(Place) -> f64| {
                left.powi(3) * of(start)
                    + 3.0 * left.powi(2) * at * of(first)
                    + 3.0 * left * at.powi(2) * of(second)
                    + at.powi(3) * of(end)
            };
            self.to((mix(|it| it.0), mix(|it| it.1)));
        }
    }
}

/// The four corners of a line of a width.
fn covered(from: Place, to: Place, half: f64) -> Option<Vec<Place>> {
    let (along, down) = (to.0 - from.0, to.1 - from.1);
    let length = along.hypot(down);
    let (x, y) = (-down / length * half, along / length * half);
    let corners = [
        (from.0 + x, from.1 + y),
        (to.0 + x, to.1 + y),
        (to.0 - x, to.1 - y),
        (from.0 - x, from.1 - y),
    ];
    let is_drawn = length > 0.0
        && corners
            .iter()
            .all(|it| it.0.is_finite() && it.1.is_finite());
    is_drawn.then(|| corners.to_vec())
}

/// A part of a colour, 0 to 1, as 0 to 255.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and 255"
)]
fn part(number: f64) -> u8 {
    (number.clamp(0.0, 1.0) * 255.0).round() as u8
}
