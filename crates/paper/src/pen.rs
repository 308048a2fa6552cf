//! What draws on a page.

use krilla::color::{luma, rgb};
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Paint, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag};

use crate::letters::{Letters, Line};

/// Height of a line of text above which its baseline lies, in sizes.
const ASCENT: f32 = 0.95;
/// Thickness of a line that separates, in points.
const HAIR: f32 = 0.5;

/// What something is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Lightness alone, 0 being black.
    Grey(u8),
    /// Red, green and blue.
    Colour(u8, u8, u8),
}

impl From<Ink> for Paint {
    fn from(ink: Ink) -> Self {
        match ink {
            Ink::Grey(lightness) => luma::Color::new(lightness).into(),
            Ink::Colour(red, green, blue) => rgb::Color::new(red, green, blue).into(),
        }
    }
}

pub(crate) struct Pen<'a> {
    pub(crate) surface: Surface<'a>,
    pub(crate) letters: &'a Letters,
}

impl Pen<'_> {
    /// A line of text whose upper left corner is given.
    pub(crate) fn text(&mut self, line: &Line, (left, top): (f32, f32), ink: Ink) {
        let (glyphs, _) = self.letters.shaped(line);
        let start = Point::from_xy(left, top + line.size * ASCENT);
        let font = self.letters.font(line.weight);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(ink)));
        self.surface
            .draw_glyphs(start, &glyphs, font, &line.text, line.size, false);
    }

    /// Fills a path; where it lies over itself twice, there is nothing.
    pub(crate) fn fill(&mut self, path: Option<Path>, ink: Ink) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(ink)));
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
    }

    pub(crate) fn stroke(&mut self, path: Option<Path>, ink: Ink) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: ink.into(),
            width: HAIR,
            ..Stroke::default()
        }));
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
    }
}

fn fill(ink: Ink) -> Fill {
    Fill {
        paint: ink.into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::EvenOdd,
    }
}

pub(crate) fn artifact(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

pub(crate) fn path_of(rect: Rect) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    path.finish()
}
