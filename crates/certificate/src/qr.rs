//! QR symbols of health certificates (ISO/IEC 18004), as SVG and PNG.
//!
//! A text is cut into the segments that make its symbol smallest: an `HC1:` text is alphanumeric
//! throughout, the digits after `shc:/` are numeric. The smallest version is taken, then the highest
//! error correction that it has room for.
//!
//! Not here: reading symbols, and what the text means.
//!
//! ```
//! use khien_certificate::qr::{Level, Scale, Symbol};
//! let symbol = Symbol::of("HC1:6BFOXN%TS3DH0YOJ58S", Level::Q)?;
//! let svg = symbol.to_svg("Vaccination certificate, QR code");
//! assert!(svg.starts_with("<svg"));
//! let png = symbol.to_png(Scale::for_screen(&symbol, 600)?)?;
//! assert!(png.starts_with(b"\x89PNG"));
//! # Ok::<(), khien_certificate::qr::QrFault>(())
//! ```

mod fault;
mod picture;
mod segments;
mod symbol;

pub use fault::QrFault;
pub use picture::{PRINT_MILLIMETRES, Scale};
pub use symbol::{Level, QUIET_ZONE, Symbol};
