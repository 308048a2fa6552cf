//! The calibration picture: stated probability against the share that is right, as SVG.
//!
//! Readable in grey: the diagonal is dashed, intervals are thin lines, the size of a bin is a
//! number beside its point.

use super::calibration::Calibration;
use crate::texts::Texts;
use std::fmt::Write;

/// Side of the square, in the units of the picture.
const SIDE: f64 = 400.0;
/// Space left and below for the numbers on the axes.
const MARGIN: f64 = 56.0;

/// The picture as an SVG document.
pub fn calibration_svg(calibration: &Calibration, texts: &Texts) -> String {
    let mut svg = String::new();
    let (width, height) = (MARGIN + SIDE + 72.0, SIDE + MARGIN + 24.0);
    // Writing into a string cannot fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#222\">\n\
         <title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n",
        texts.get("evaluate-calibration")
    );
    axes(&mut svg, texts);
    for bin in calibration.bins() {
        if let (Some(stated), Some(observed), Some(bounds)) = (
            bin.stated(),
            bin.observed().value(),
            bin.observed().interval(),
        ) {
            let (x, y) = (right(stated), up(observed));
            let _ = writeln!(
                svg,
                "<path d=\"M{x:.1} {:.1}V{:.1}\" stroke=\"#1d3f72\"/>\
                 <circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\" fill=\"#1d3f72\"/>\
                 <text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                up(bounds.low),
                up(bounds.high),
                x + 9.0,
                y + 4.0,
                texts.count(bin.records)
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn axes(svg: &mut String, texts: &Texts) {
    let (left, right_end) = (right(0.0), right(1.0));
    let (bottom, top) = (up(0.0), up(1.0));
    let _ = writeln!(
        svg,
        "<path d=\"M{left} {top}V{bottom}H{right_end}\" fill=\"none\" stroke=\"#222\"/>\n\
         <path d=\"M{left} {bottom}L{right_end} {top}\" stroke=\"#888\" stroke-dasharray=\"5 5\"/>"
    );
    for fifth in 0..=5_u8 {
        let value = f64::from(fifth) / 5.0;
        let label = texts.decimal(value, 1);
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            right(value),
            bottom + 18.0,
            left - 8.0,
            up(value) + 4.0
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n\
         <text transform=\"translate(14 {:.1}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
        right(0.5),
        bottom + 42.0,
        texts.get("evaluate-stated"),
        up(0.5),
        texts.get("evaluate-observed")
    );
}

fn right(value: f64) -> f64 {
    MARGIN + value * SIDE
}

fn up(value: f64) -> f64 {
    16.0 + (1.0 - value) * SIDE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    #[test]
    fn every_bin_with_proposals_has_its_point() {
        let mut calibration = Calibration::default();
        for (probability, right) in [(0.55, true), (0.95, true), (0.96, false)] {
            calibration.count(probability, right);
        }
        let svg = calibration_svg(&calibration, Texts::of(Language::English));
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(
            svg.contains("cx=\"276.0\" cy=\"16.0\""),
            "0.55 stated, all right: {svg}"
        );
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    }
}
