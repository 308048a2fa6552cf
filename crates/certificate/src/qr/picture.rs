//! Pictures of a symbol, black on white, with the quiet zone.

use std::fmt::Write as _;

use super::fault::QrFault;
use super::symbol::{QUIET_ZONE, Symbol};

/// The edge of a printed symbol: 60 mm from corner to corner, the most that the specification of HC1
/// recommends (35 to 60 mm).
pub const PRINT_MILLIMETRES: u32 = 42;
/// Pixels of a picture's edge at most.
const LARGEST: u32 = 8192;

/// Pixels of a module. Always whole ones: blurred edges are what readers stumble over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    pixels: u32,
    per_metre: Option<u32>,
}

impl Scale {
    /// As large as fits into so many pixels, quiet zone included.
    ///
    /// # Errors
    /// [`QrFault::TooSmall`] or [`QrFault::TooLarge`].
    pub fn for_screen(symbol: &Symbol, edge_pixels: u32) -> Result<Self, QrFault> {
        if edge_pixels > LARGEST {
            return Err(QrFault::TooLarge);
        }
        let pixels = edge_pixels / symbol.width_with_quiet_zone();
        if pixels == 0 {
            return Err(QrFault::TooSmall);
        }
        Ok(Self {
            pixels,
            per_metre: None,
        })
    }

    /// As large as fits into so many millimetres of a printer with so many dots per inch, quiet zone
    /// included. The picture says how large it wants to be printed.
    ///
    /// # Errors
    /// [`QrFault::TooSmall`] or [`QrFault::TooLarge`].
    pub fn for_print(
        symbol: &Symbol,
        edge_millimetres: u32,
        dots_per_inch: u32,
    ) -> Result<Self, QrFault> {
        let dots = u128::from(edge_millimetres) * u128::from(dots_per_inch) * 10 / 254;
        let dots = u32::try_from(dots).map_err(|_| QrFault::TooLarge)?;
        let per_metre = u64::from(dots_per_inch) * 10_000 / 254;
        Ok(Self {
            per_metre: u32::try_from(per_metre).ok(),
            ..Self::for_screen(symbol, dots)?
        })
    }

    /// Pixels of a module.
    pub const fn module_pixels(self) -> u32 {
        self.pixels
    }
}

impl Symbol {
    /// A drawing that scales to any size. `label` is read out in its place.
    pub fn to_svg(&self, label: &str) -> String {
        let side = self.width_with_quiet_zone();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
             aria-label=\"{}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"",
            escaped(label)
        );
        for (y, row) in (QUIET_ZONE..).zip(self.rows()) {
            let mut x = QUIET_ZONE;
            for run in row.chunk_by(|a, b| a == b) {
                let length = u32::try_from(run.len()).unwrap_or(0);
                if run.first() == Some(&true) {
                    // Writing into text does not fail.
                    let _ = write!(svg, "M{x} {y}h{length}v1h-{length}z");
                }
                x += length;
            }
        }
        svg + "\"/></svg>"
    }

    /// A picture with one bit a pixel.
    ///
    /// # Errors
    /// [`QrFault::TooLarge`] for a scale of a smaller symbol, or [`QrFault::Picture`].
    pub fn to_png(&self, scale: Scale) -> Result<Vec<u8>, QrFault> {
        let side = self.width_with_quiet_zone() * scale.pixels;
        if side > LARGEST {
            return Err(QrFault::TooLarge);
        }
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        encoder.set_pixel_dims(scale.per_metre.map(|dots| png::PixelDimensions {
            xppu: dots,
            yppu: dots,
            unit: png::Unit::Meter,
        }));
        let mut writer = encoder.write_header().map_err(|_| QrFault::Picture)?;
        writer
            .write_image_data(&self.raster(scale.pixels))
            .map_err(|_| QrFault::Picture)?;
        writer.finish().map_err(|_| QrFault::Picture)?;
        Ok(png)
    }

    /// Rows of bits, 1 being white, each row beginning with a new byte.
    fn raster(&self, pixels: u32) -> Vec<u8> {
        let side = (self.width_with_quiet_zone() * pixels) as usize;
        let (pixels, quiet) = (pixels as usize, (QUIET_ZONE * pixels) as usize);
        let white = vec![0xff; side.div_ceil(8)];
        let mut raster = white.repeat(quiet);
        for row in self.rows() {
            let mut line = white.clone();
            for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
                let from = quiet + x * pixels;
                for at in from..from + pixels {
                    if let Some(byte) = line.get_mut(at / 8) {
                        *byte &= !(0x80 >> (at % 8));
                    }
                }
            }
            raster.extend(line.repeat(pixels));
        }
        raster.extend(white.repeat(quiet));
        raster
    }
}

/// Fit for an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}
