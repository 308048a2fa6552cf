//! The typeface: which letters it has, how wide they are, where a text breaks into lines.

use std::sync::OnceLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, ShapePlan, UnicodeBuffer, script};
use unicode_normalization::UnicodeNormalization;

static REGULAR: &[u8] = include_bytes!("../assets/khien-regular.ttf");
static BOLD: &[u8] = include_bytes!("../assets/khien-bold.ttf");

/// Marks of direction and joining, which take no room on paper.
const INVISIBLE: [char; 9] = [
    '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2068}', '\u{2069}',
    '\u{feff}',
];

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// A line of text as it will be drawn.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) weight: Weight,
    /// In points.
    pub(crate) size: f32,
}

/// One weight of the typeface: the shapes for the file, the widths for the layout.
struct Cut {
    font: Font,
    face: Face<'static>,
    /// How Latin letters are shaped, which takes longer to find out than to do.
    plan: ShapePlan,
}

impl Cut {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let face = Face::from_slice(bytes, 0)?;
        let latin = Some(script::LATIN);
        Some(Self {
            font: Font::new(bytes.into(), 0)?,
            plan: ShapePlan::new(&face, Direction::LeftToRight, latin, None, &[]),
            face,
        })
    }
}

/// The typeface.
pub(crate) struct Letters {
    regular: Cut,
    bold: Cut,
}

impl Letters {
    /// The typeface, read once for all papers; none if it cannot be read.
    pub(crate) fn get() -> Option<&'static Self> {
        static LETTERS: OnceLock<Option<Letters>> = OnceLock::new();
        LETTERS.get_or_init(Self::new).as_ref()
    }

    fn new() -> Option<Self> {
        Some(Self {
            regular: Cut::new(REGULAR)?,
            bold: Cut::new(BOLD)?,
        })
    }

    fn of(&self, weight: Weight) -> &Cut {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    pub(crate) fn font(&self, weight: Weight) -> Font {
        self.of(weight).font.clone()
    }

    /// The glyphs of a line, and its width in points.
    pub(crate) fn shaped(&self, line: &Line) -> (Vec<KrillaGlyph>, f32) {
        let Cut { face, plan, .. } = self.of(line.weight);
        let mut buffer = UnicodeBuffer::new();
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        buffer.push_str(&line.text);
        let shaped = rustybuzz::shape_with_plan(face, plan, buffer);
        let em = units(face.units_per_em());
        let starts: Vec<usize> = shaped.glyph_infos().iter().map(cluster).collect();
        let mut width = 0.0;
        let mut glyphs = Vec::with_capacity(starts.len());
        let placed = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        for (at, (glyph, position)) in placed.enumerate() {
            let from = starts[at];
            let next = starts[at..].iter().copied().find(|start| *start > from);
            let advance = units(position.x_advance) / em;
            width += advance * line.size;
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(glyph.glyph_id),
                advance,
                units(position.x_offset) / em,
                units(position.y_offset) / em,
                0.0,
                from..next.unwrap_or(line.text.len()),
                None,
            ));
        }
        (glyphs, width)
    }

    fn width(&self, text: &str, (weight, size): (Weight, f32)) -> f32 {
        let text = text.to_owned();
        self.shaped(&Line { text, weight, size }).1
    }

    /// A text as one line, however long.
    pub(crate) fn line(&self, text: &str, weight: Weight, size: f32) -> Line {
        let text = self.printable(text, weight);
        Line { text, weight, size }
    }

    /// A text as lines no wider than `width` points. A word that is wider than a line is broken.
    pub(crate) fn broken(&self, text: &str, style: (Weight, f32), width: f32) -> Vec<Line> {
        let (weight, size) = style;
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in self.printable(text, weight).split_whitespace() {
            let longer = match line.as_str() {
                "" => word.to_owned(),
                before => format!("{before} {word}"),
            };
            if self.width(&longer, style) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                line.push(letter);
                if self.width(&line, style) > width && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, letter.to_string()));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        let line = |text| Line { text, weight, size };
        lines.into_iter().map(line).collect()
    }

    /// Whether a text can be printed as it is written.
    pub(crate) fn has(&self, text: &str, weight: Weight) -> bool {
        let face = &self.of(weight).face;
        let mut seen = text.nfc().filter(|letter| !INVISIBLE.contains(letter));
        seen.all(|letter| letter.is_whitespace() || face.glyph_index(letter).is_some())
    }

    /// The text with letters that the typeface has. A foreign letter loses its mark, or becomes `?`,
    /// so that nobody takes an empty box for a letter.
    fn printable(&self, text: &str, weight: Weight) -> String {
        let face = &self.of(weight).face;
        let known = |letter: &char| face.glyph_index(*letter).is_some();
        let seen = text.nfc().filter(|letter| !INVISIBLE.contains(letter));
        let letters = seen.map(|letter| match letter {
            letter if letter.is_whitespace() => ' ',
            letter if letter.is_control() => ' ',
            letter if known(&letter) => letter,
            letter => std::iter::once(letter)
                .nfd()
                .next()
                .filter(known)
                .unwrap_or('?'),
        });
        letters.collect()
    }
}

fn cluster(glyph: &rustybuzz::GlyphInfo) -> usize {
    usize::try_from(glyph.cluster).unwrap_or(0)
}

/// Units of a typeface, a few thousand at most.
#[expect(
    clippy::cast_precision_loss,
    reason = "below 2^24, so every unit is a float"
)]
fn units(value: i32) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STYLE: (Weight, f32) = (Weight::Regular, 8.0);

    fn joined(lines: &[Line]) -> String {
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        texts.join(" ")
    }

    #[test]
    fn every_vietnamese_letter_is_there_composed_or_not() {
        let letters = Letters::new().unwrap();
        let all = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ";
        for weight in [Weight::Regular, Weight::Bold] {
            for text in [all.to_owned(), all.to_uppercase(), all.nfd().collect()] {
                let composed: String = text.nfc().collect();
                assert_eq!(letters.printable(&text, weight), composed);
            }
        }
    }

    #[test]
    fn names_of_the_highlands_are_printed_as_they_are_written() {
        let letters = Letters::new().unwrap();
        for name in ["H'Ƀlăng", "Y Čang Niê", "Đinh Ŏng", "K’Brĭt", "Siu Hƀĕ"] {
            let printed = letters.printable(name, Weight::Bold);
            let lost = printed.matches('?').count();
            assert!(lost <= 1, "{name}: {printed}");
        }
        assert_eq!(letters.printable("Y Čang Ŏ", Weight::Bold), "Y Čang Ŏ");
        assert_eq!(letters.printable("李\u{7}Ḁ", Weight::Regular), "? A");
    }

    #[test]
    fn a_text_breaks_between_words_and_only_then_inside_one() {
        let letters = Letters::new().unwrap();
        let lines = letters.broken("Công Tằng Tôn Nữ Ngọc Diễm", STYLE, 60.0);
        assert!(lines.len() > 1);
        assert_eq!(joined(&lines), "Công Tằng Tôn Nữ Ngọc Diễm");
        let lines = letters.broken(&"N".repeat(40), STYLE, 60.0);
        let glued: String = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(glued, "N".repeat(40));
        assert!(letters.broken("  ", STYLE, 60.0).is_empty());
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(text in "\\PC{0,60}", width in 20.0_f32..200.0) {
            let letters = Letters::new().unwrap();
            for line in letters.broken(&text, STYLE, width) {
                prop_assert!(letters.shaped(&line).1 <= width || line.text.chars().count() == 1);
            }
        }
    }
}
