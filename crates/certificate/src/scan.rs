//! QR codes found in pictures.
//!
//! For pictures that people send or that a suite of tests holds; a camera is read where it is. PNG,
//! JPEG and the pages of a [PDF](pdf); whoever has another format brings the brightness of its points.
//!
//! Invariants: a picture that announces more points than a page of paper scanned well is refused
//! before room is made for it; whatever it shows, looking ends after some seconds.

mod finder;
mod look;
pub mod pdf;

use png::{ColorType, Decoder, Limits, Transformations};
use thiserror::Error;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::ddcc::divoc_text;
use look::Effort;

/// The most points of a picture.
const MOST_POINTS: usize = 40_000_000;
/// Between black and white.
const GREY: u8 = 128;
/// White points around a picture whose code touches its edge.
const MARGIN: usize = 16;

/// Why no code was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ScanFault {
    /// Neither PNG nor JPEG, or damaged.
    #[error("the picture is neither PNG nor JPEG, or damaged")]
    NotAPicture,
    /// More points than are looked at.
    #[error("the picture is too large")]
    TooLarge,
    /// It shows more that looks like codes than is looked at, and nothing of it could be read.
    #[error("the picture shows too much that looks like QR codes")]
    TooIntricate,
    /// Nothing in the picture could be read.
    #[error("the picture holds no QR code that can be read")]
    NoCode,
}

impl ScanFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAPicture => "picture-malformed",
            Self::TooLarge => "picture-too-large",
            Self::TooIntricate => "picture-too-intricate",
            Self::NoCode => "picture-no-code",
        }
    }
}

/// A code that was found.
#[derive(Clone, PartialEq, Eq)]
pub struct Symbol {
    /// What it says; bytes that are no text as [`written`] has them.
    pub text: String,
    /// Its version, 1 to 40, which is its size.
    pub version: usize,
}

/// Without the text, which can be a certificate.
impl std::fmt::Debug for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Symbol(version {})", self.version)
    }
}

/// The brightness of a picture's points, row by row, 0 being black.
pub struct Picture {
    width: usize,
    height: usize,
    brightness: Vec<u8>,
}

impl Picture {
    /// A picture of points whose brightness is known.
    ///
    /// # Errors
    /// [`ScanFault::NotAPicture`] unless there are `width` times `height` points, and some;
    /// [`ScanFault::TooLarge`].
    pub fn new(width: usize, height: usize, brightness: Vec<u8>) -> Result<Self, ScanFault> {
        let points = width.checked_mul(height).ok_or(ScanFault::TooLarge)?;
        if points > MOST_POINTS {
            return Err(ScanFault::TooLarge);
        }
        if points == 0 || points != brightness.len() {
            return Err(ScanFault::NotAPicture);
        }
        Ok(Self {
            width,
            height,
            brightness,
        })
    }

    /// Reads a PNG or a JPEG, whatever its name says.
    ///
    /// # Errors
    /// [`ScanFault::NotAPicture`] or [`ScanFault::TooLarge`].
    pub fn read(bytes: &[u8]) -> Result<Self, ScanFault> {
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Self::from_jpeg(bytes)
        } else {
            Self::from_png(bytes)
        }
    }

    fn from_jpeg(bytes: &[u8]) -> Result<Self, ScanFault> {
        let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::Luma);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        let malformed = |_| ScanFault::NotAPicture;
        decoder.decode_headers().map_err(malformed)?;
        let info = decoder.info().ok_or(ScanFault::NotAPicture)?;
        let (width, height) = (usize::from(info.width), usize::from(info.height));
        if width * height > MOST_POINTS {
            return Err(ScanFault::TooLarge);
        }
        Self::new(width, height, decoder.decode().map_err(malformed)?)
    }

    /// What is transparent is white.
    fn from_png(bytes: &[u8]) -> Result<Self, ScanFault> {
        let mut decoder = Decoder::new_with_limits(
            std::io::Cursor::new(bytes),
            Limits {
                bytes: MOST_POINTS * 4,
            },
        );
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(|_| ScanFault::NotAPicture)?;
        let (width, height) = reader.info().size();
        let (width, height) = (width as usize, height as usize);
        if width
            .checked_mul(height)
            .is_none_or(|points| points > MOST_POINTS)
        {
            return Err(ScanFault::TooLarge);
        }
        let size = reader.output_buffer_size().ok_or(ScanFault::TooLarge)?;
        let mut points = vec![0; size];
        let frame = reader
            .next_frame(&mut points)
            .map_err(|_| ScanFault::NotAPicture)?;
        let points = points.get(..frame.buffer_size()).unwrap_or_default();
        Self::new(width, height, brightness(frame.color_type, points))
    }

    /// The texts of all codes in the picture, each once.
    ///
    /// # Errors
    /// As [`Picture::symbols`].
    pub fn codes(&self) -> Result<Vec<String>, ScanFault> {
        let symbols = self.symbols()?.into_iter();
        Ok(symbols.map(|symbol| symbol.text).collect())
    }

    /// The codes in the picture with their versions, each text once. Where there are more than can be
    /// looked at, some.
    ///
    /// # Errors
    /// [`ScanFault::NoCode`]; [`ScanFault::TooIntricate`] where not everything was looked at.
    pub fn symbols(&self) -> Result<Vec<Symbol>, ScanFault> {
        let mut effort = Effort::of_a_picture();
        for sharpness in [Sharpness::Drawn, Sharpness::Photographed] {
            for scale in [1, 2, 3] {
                let found = self.look(sharpness, scale, &mut effort);
                if !found.is_empty() {
                    return Ok(found);
                }
            }
        }
        Err(if effort.ran_out() {
            ScanFault::TooIntricate
        } else {
            ScanFault::NoCode
        })
    }

    /// A point of the picture enlarged, with white around it.
    fn at(&self, x: usize, y: usize, scale: usize) -> u8 {
        let inside = |place: usize, size: usize| {
            let place = place.checked_sub(MARGIN)? / scale;
            (place < size).then_some(place)
        };
        let place = inside(x, self.width).zip(inside(y, self.height));
        let found = place.and_then(|(x, y)| self.brightness.get(y * self.width + x));
        found.copied().unwrap_or(u8::MAX)
    }
}

/// What a code says as a text: bytes that are none in Base64 after `B64:`, as they are handed on where
/// codes are archives ([`ddcc::Divoc`](crate::ddcc::Divoc)).
pub fn written(content: Vec<u8>) -> String {
    String::from_utf8(content).unwrap_or_else(|other| divoc_text(other.as_bytes()))
}

/// Without its points, which can be a certificate.
impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

/// How black and white are told apart.
#[derive(Clone, Copy)]
enum Sharpness {
    /// By one brightness for the whole picture.
    Drawn,
    /// By the brightness around each point.
    Photographed,
}

/// How bright a colour is.
fn grey([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1000).unwrap_or(u8::MAX)
}

fn brightness(color: ColorType, points: &[u8]) -> Vec<u8> {
    let over_white = |grey: u8, alpha: u8| {
        let (grey, alpha) = (u32::from(grey), u32::from(alpha));
        u8::try_from((grey * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    match color {
        ColorType::Grayscale | ColorType::Indexed => points.to_vec(),
        ColorType::GrayscaleAlpha => {
            let points = points.as_chunks::<2>().0.iter();
            points
                .map(|&[shade, alpha]| over_white(shade, alpha))
                .collect()
        }
        ColorType::Rgb => points
            .as_chunks::<3>()
            .0
            .iter()
            .map(|&rgb| grey(rgb))
            .collect(),
        ColorType::Rgba => {
            let points = points.as_chunks::<4>().0.iter();
            points
                .map(|&[r, g, b, alpha]| over_white(grey([r, g, b]), alpha))
                .collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A JPEG, whatever its name says.
    const VIET_NAM: &[u8] = include_bytes!("../../../fixtures/dcc/qa-png/VN__1.3.0__VAC_VN.png");
    const ANDORRA: &[u8] = include_bytes!("../../../fixtures/dcc/qa-png/AD__1.0.0__REC_xx60F.png");

    #[test]
    fn codes_are_found_in_png_and_jpeg() {
        for (bytes, start) in [(VIET_NAM, "HC1:NCFA60NG0"), (ANDORRA, "HC1:NCFOXN%TS")] {
            let codes = Picture::read(bytes).unwrap().codes().unwrap();
            assert_eq!(codes.len(), 1);
            assert!(codes[0].starts_with(start));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let white = Picture::new(50, 50, vec![255; 2500]).unwrap();
        assert_eq!(white.codes(), Err(ScanFault::NoCode));
        assert_eq!(
            Picture::read(b"GIF89a").unwrap_err(),
            ScanFault::NotAPicture
        );
        let cut = &ANDORRA[..ANDORRA.len() / 2];
        assert_eq!(Picture::read(cut).unwrap_err(), ScanFault::NotAPicture);
        assert_eq!(
            Picture::read(&VIET_NAM[..100]).unwrap_err(),
            ScanFault::NotAPicture
        );
        assert_eq!(
            Picture::new(2, 2, vec![0; 3]).unwrap_err(),
            ScanFault::NotAPicture
        );
        assert_eq!(
            Picture::new(0, 2, vec![]).unwrap_err(),
            ScanFault::NotAPicture
        );
        assert_eq!(
            Picture::new(usize::MAX, 2, vec![]).unwrap_err(),
            ScanFault::TooLarge
        );
        // The header announces 2³⁰ points on each side.
        let mut huge = ANDORRA[..33].to_vec();
        huge[16..24].copy_from_slice(&[0x40, 0, 0, 0, 0x40, 0, 0, 0]);
        assert!(Picture::read(&huge).is_err());
        assert_eq!(ScanFault::NoCode.code(), "picture-no-code");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn changed_pictures_never_panic(at in any::<prop::sample::Index>(), to in any::<u8>()) {
            for whole in [ANDORRA, VIET_NAM] {
                let mut bytes = whole.to_vec();
                let at = at.index(bytes.len());
                bytes[at] = to;
                let _ = Picture::read(&bytes);
                let _ = Picture::read(&bytes[..at]);
            }
        }

        #[test]
        fn noise_never_panics(points in prop::collection::vec(any::<u8>(), 900)) {
            let _ = Picture::new(30, 30, points).unwrap().codes();
        }
    }
}
