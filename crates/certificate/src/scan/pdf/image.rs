//! Pictures within pages (section 8.9).

use super::budget::Budget;
use super::fault::PdfFault;
use super::file::File;
use super::object::{Dict, Object};
use super::stream::{Content, Stream};
use crate::scan::{MOST_POINTS, Picture, grey};

/// How bright a picture is, point by point.
pub(super) struct Image {
    width: usize,
    height: usize,
    brightness: Vec<u8>,
    /// Whether dark points are painted and bright ones are clear, whatever is underneath.
    is_mask: bool,
}

impl Image {
    /// What a stream holds; nothing where it is packed or coloured in a way that is not known here.
    ///
    /// # Errors
    /// [`PdfFault::TooLarge`].
    pub(super) fn read(
        stream: Stream<'_>,
        file: &File<'_>,
        budget: &Budget,
    ) -> Result<Option<Self>, PdfFault> {
        let is_mask = is_mask(stream.dict, file);
        Ok(match stream.content(file, budget)? {
            Some(Content::Jpeg(bytes)) => {
                let is_jpeg = bytes.starts_with(&[0xff, 0xd8]);
                let read = Picture::read(&bytes).ok().filter(|_| is_jpeg);
                // How far a damaged one came before it failed is not told.
                let points = read.as_ref().map(|picture| picture.brightness.len());
                let guess = bytes.len().saturating_mul(64).min(MOST_POINTS);
                budget.spend(points.unwrap_or(guess))?;
                read.map(|picture| Self {
                    width: picture.width,
                    height: picture.height,
                    brightness: picture.brightness,
                    is_mask,
                })
            }
            Some(Content::Bytes(bytes)) => {
                let form = Form::of(stream.dict, file, budget)?;
                match form {
                    Some(form) => {
                        budget.spend(form.width.saturating_mul(form.height))?;
                        Some(form.image(&bytes, is_mask))
                    }
                    None => None,
                }
            }
            None => None,
        })
    }

    /// How bright it is at a place of the unit square, from its upper left corner; a mask is painted in
    /// `shade`.
    pub(super) fn at(&self, x: f64, y: f64, shade: u8) -> Option<u8> {
        let place = scaled(y, self.height) * self.width + scaled(x, self.width);
        let brightness = *self.brightness.get(place)?;
        match self.is_mask {
            true if brightness < 128 => Some(shade),
            true => None,
            false => Some(brightness),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place within a side of a picture"
)]
fn scaled(place: f64, side: usize) -> usize {
    ((place * side as f64).max(0.0) as usize).min(side.saturating_sub(1))
}

/// A value under its long name, or the short one of pictures within contents.
fn either<'a>(dict: &'a Dict, file: &'a File<'_>, long: &str, short: &str) -> Option<&'a Object> {
    file.get(dict, long).or_else(|| file.get(dict, short))
}

fn is_mask(dict: &Dict, file: &File<'_>) -> bool {
    either(dict, file, "ImageMask", "IM") == Some(&Object::Bool(true))
}

/// What the numbers of a point mean.
enum Colours {
    /// Light.
    Grey,
    /// Ink.
    Ink,
    Rgb,
    Cmyk,
    /// Places in a list of brightness.
    Listed(Vec<u8>),
}

/// How a picture's bytes are to be read.
struct Form {
    width: usize,
    height: usize,
    bits: usize,
    colours: Colours,
    is_turned: bool,
}

impl Form {
    fn of(dict: &Dict, file: &File<'_>, budget: &Budget) -> Result<Option<Self>, PdfFault> {
        let number = |long, short| either(dict, file, long, short).and_then(Object::count);
        let sides = number("Width", "W").zip(number("Height", "H"));
        let points = sides.and_then(|(width, height)| width.checked_mul(height));
        let Some((width, height)) = sides.filter(|_| points.is_some_and(|it| it > 0)) else {
            return Ok(None);
        };
        if points.is_none_or(|points| points > MOST_POINTS) {
            return Err(PdfFault::TooLarge);
        }
        let is_mask = is_mask(dict, file);
        let space = either(dict, file, "ColorSpace", "CS");
        let colours = match space {
            _ if is_mask => Some(Colours::Grey),
            Some(space) => colours(space, file, budget)?,
            None => None,
        };
        let decode = either(dict, file, "Decode", "D").and_then(Object::array);
        let first = decode.and_then(|it| it.first()).and_then(Object::number);
        let bits = number("BitsPerComponent", "BPC").unwrap_or(8);
        let bits = if is_mask { 1 } else { bits };
        Ok(colours
            .filter(|_| matches!(bits, 1 | 2 | 4 | 8 | 16))
            .map(|colours| Self {
                width,
                height,
                bits,
                colours,
                is_turned: first == Some(1.0),
            }))
    }

    fn image(&self, bytes: &[u8], is_mask: bool) -> Image {
        let parts = match self.colours {
            Colours::Rgb => 3,
            Colours::Cmyk => 4,
            _ => 1,
        };
        let row = (self.width * parts * self.bits).div_ceil(8);
        let mut brightness = Vec::with_capacity(self.width * self.height);
        for line in 0..self.height {
            let line = bytes.get(line * row..).unwrap_or_default();
            for column in 0..self.width {
                let part = |place| self.part(line, column * parts + place);
                brightness.push(self.brightness(part));
            }
        }
        Image {
            width: self.width,
            height: self.height,
            brightness,
            is_mask,
        }
    }

    /// One of the numbers of a row; 255 where there are too few.
    fn part(&self, line: &[u8], place: usize) -> u8 {
        let byte = |place| line.get(place).copied().unwrap_or(u8::MAX);
        let in_a_byte = match self.bits {
            8 => return byte(place),
            16 => return byte(2 * place),
            bits => 8 / bits,
        };
        let shift = 8 - self.bits * (place % in_a_byte + 1);
        let most = u8::MAX >> (8 - self.bits);
        let number = byte(place / in_a_byte) >> shift & most;
        if matches!(self.colours, Colours::Listed(_)) {
            number
        } else {
            number * (u8::MAX / most)
        }
    }

    fn brightness(&self, part: impl Fn(usize) -> u8) -> u8 {
        let brightness = match &self.colours {
            Colours::Grey => part(0),
            Colours::Ink => u8::MAX - part(0),
            Colours::Rgb => grey([part(0), part(1), part(2)]),
            Colours::Cmyk => grey([0, 1, 2].map(|it| u8::MAX - part(it).saturating_add(part(3)))),
            Colours::Listed(list) => {
                return list.get(usize::from(part(0))).copied().unwrap_or(u8::MAX);
            }
        };
        if self.is_turned {
            u8::MAX - brightness
        } else {
            brightness
        }
    }
}

/// Which colours a space has (section 8.6); nothing for those that are not known here.
fn colours(space: &Object, file: &File<'_>, budget: &Budget) -> Result<Option<Colours>, PdfFault> {
    let items = space.array().unwrap_or(std::slice::from_ref(space));
    let item = |place: usize| items.get(place).map(|it| file.resolved(it));
    let stream = || items.get(1).and_then(|it| file.stream(it));
    Ok(match item(0).and_then(Object::name) {
        Some(b"DeviceGray" | b"CalGray" | b"G") => Some(Colours::Grey),
        Some(b"DeviceRGB" | b"CalRGB" | b"RGB") => Some(Colours::Rgb),
        Some(b"DeviceCMYK" | b"CMYK") => Some(Colours::Cmyk),
        Some(b"Separation") => Some(Colours::Ink),
        Some(b"ICCBased") => match stream().and_then(|it| file.get(it.dict, "N")?.count()) {
            Some(1) => Some(Colours::Grey),
            Some(3) => Some(Colours::Rgb),
            Some(4) => Some(Colours::Cmyk),
            _ => None,
        },
        Some(b"Indexed" | b"I") => listed(items, file, budget)?,
        _ => None,
    })
}

/// The brightness of each colour of a list.
fn listed(items: &[Object], file: &File<'_>, budget: &Budget) -> Result<Option<Colours>, PdfFault> {
    let (Some(base), Some(list)) = (items.get(1), items.get(3)) else {
        return Ok(None);
    };
    let base = file.resolved(base);
    // A list of a list is forbidden.
    let is_list = |it: &Object| matches!(it.name(), Some(b"Indexed" | b"I"));
    if base.array().and_then(|it| it.first()).is_some_and(is_list) {
        return Ok(None);
    }
    let bytes = match (file.resolved(list), file.stream(list)) {
        (Object::Text(bytes), _) => Some(bytes.clone()),
        (_, Some(stream)) => stream.unpacked(file, budget)?,
        _ => None,
    };
    let colours = colours(base, file, budget)?;
    Ok(bytes.zip(colours).map(|(bytes, colours)| {
        let parts = match colours {
            Colours::Rgb => 3,
            Colours::Cmyk => 4,
            _ => 1,
        };
        let form = Form {
            width: 1,
            height: 1,
            bits: 8,
            colours,
            is_turned: false,
        };
        let points = bytes.chunks(parts);
        let bright = points.map(|point| form.brightness(|it| point.get(it).copied().unwrap_or(0)));
        Colours::Listed(bright.collect())
    }))
}
