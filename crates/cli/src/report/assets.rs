//! The design system, made into one style sheet that needs no other file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The symbols that the page uses, as one hidden SVG.
pub(super) const ICONS: &str = include_str!("../../assets/icons.svg");

const SYSTEM: &str = include_str!("../../assets/khien.css");
const OWN: &str = include_str!("../../assets/report.css");
const FONTS: [(&str, &[u8]); 2] = [
    (
        "fonts/khien-vi.woff2",
        include_bytes!("../../assets/fonts/khien-vi.woff2"),
    ),
    (
        "fonts/khien-latin.woff2",
        include_bytes!("../../assets/fonts/khien-latin.woff2"),
    ),
];

/// All styles, with the fonts inside.
pub(super) fn style_sheet() -> String {
    let mut sheet = SYSTEM.to_owned();
    for (name, font) in FONTS {
        let inside = format!("data:font/woff2;base64,{}", STANDARD.encode(font));
        sheet = sheet.replace(name, &inside);
    }
    sheet.push_str(OWN);
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_asks_for_no_other_file() {
        let sheet = style_sheet();
        for (at, _) in sheet.match_indices("url(") {
            let target = sheet[at + 4..].trim_start_matches('"');
            assert!(
                target.starts_with("data:") || target.starts_with('#'),
                "{}",
                &target[..30]
            );
        }
        assert!(!sheet.contains("@import") && !sheet.contains("</"));
    }
}
