//! QR symbols: read again from their pictures, as small as they can be, and refused where they cannot.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashSet;

use khien_certificate::qr::{Level, PRINT_MILLIMETRES, QUIET_ZONE, QrFault, Scale, Symbol};
use proptest::prelude::*;

/// Width of the picture, its pixels (`true` is dark), dots per metre.
fn pixels(png: &[u8]) -> (usize, Vec<bool>, Option<u32>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png))
        .read_info()
        .unwrap();
    let mut rows = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut rows).unwrap();
    assert_eq!(
        (frame.width, frame.bit_depth),
        (frame.height, png::BitDepth::One)
    );
    let side = frame.width as usize;
    let bits = rows
        .chunks(frame.line_size)
        .flat_map(|row| (0..side).map(move |x| row[x / 8] & 0x80 >> (x % 8) == 0));
    let dots = reader.info().pixel_dims.map(|it| it.xppu);
    (side, bits.collect(), dots)
}

/// What a reader of another make finds in the picture.
fn read(png: &[u8]) -> Vec<String> {
    let (side, pixels, _) = pixels(png);
    let grey = |x: usize, y: usize| if pixels[y * side + x] { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, grey);
    let grids = picture.detect_grids();
    grids.iter().map(|grid| grid.decode().unwrap().1).collect()
}

fn png(symbol: &Symbol) -> Vec<u8> {
    symbol
        .to_png(Scale::for_screen(symbol, 900).unwrap())
        .unwrap()
}

#[test]
fn every_kind_of_text_is_read_again() {
    let certificate = "HC1:".to_owned() + &"6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NFQGRJPC%OQHIZC4.OI1RM8ZA.A5:S9MKN4NN3F85QNCY0O%0VZ001HOC9JU0D0HT0HB2PL".repeat(4);
    let card = "shc:/".to_owned() + &"56762909524320603460292437404460312229595326546034602925407728043360287028647167452228092862".repeat(12);
    for text in [
        &certificate,
        &card,
        "shc:/1/2/5676",
        "Nguyễn Văn An",
        "12345",
        "https://khien.example/a?b",
    ] {
        for level in [Level::L, Level::M, Level::Q] {
            let symbol = Symbol::of(text, level).unwrap();
            assert_eq!(read(&png(&symbol)), [text], "{level:?}");
        }
    }
}

/// Versions as the median certificates of the field have them.
#[test]
fn symbols_are_as_small_as_their_segments_allow() {
    let hc1 = |length: usize| "HC1:".to_owned() + &"A".repeat(length - 4);
    let shc = |digits: usize| "shc:/".to_owned() + &"5".repeat(digits);
    for (text, level, version) in [
        (hc1(538), Level::Q, 18),
        (hc1(538), Level::M, 15),
        (hc1(825), Level::Q, 23),
        (hc1(825), Level::M, 19),
        // 1195 characters of a card, the most of one symbol of version 22.
        (shc(2 * 1195), Level::L, 22),
        (shc(2 * 1195 + 20), Level::L, 23),
    ] {
        let symbol = Symbol::of(&text, level).unwrap();
        assert_eq!(symbol.version(), version, "{} {level:?}", text.len());
        assert_eq!(symbol.width(), 17 + 4 * u32::from(version));
        assert!(symbol.level() >= level);
    }
}

#[test]
fn room_that_is_left_goes_into_error_correction() {
    let symbol = Symbol::of("HC1:A", Level::L).unwrap();
    assert_eq!((symbol.version(), symbol.level()), (1, Level::H));
    assert_eq!(format!("{symbol:?}"), "Symbol(1-H)");
}

#[test]
fn a_damaged_symbol_is_still_read() {
    let text = "HC1:".to_owned() + &"NCFOXN%TS3DH".repeat(30);
    let symbol = Symbol::of(&text, Level::Q).unwrap();
    let (side, mut dark, _) = pixels(&png(&symbol));
    for y in side / 2..side / 2 + side / 7 {
        for x in side / 2..side / 2 + side / 7 {
            dark[y * side + x] = true;
        }
    }
    let grey = |x: usize, y: usize| if dark[y * side + x] { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, grey);
    assert_eq!(picture.detect_grids()[0].decode().unwrap().1, text);
}

#[test]
fn the_drawing_has_the_same_modules_and_the_quiet_zone() {
    let symbol = Symbol::of("HC1:6BFOXN%TS3DH", Level::Q).unwrap();
    let svg = symbol.to_svg("Mã QR \"<&");
    let side = symbol.width_with_quiet_zone();
    assert!(svg.contains(&format!("viewBox=\"0 0 {side} {side}\"")));
    assert!(svg.contains("aria-label=\"Mã QR &quot;&lt;&amp;\""));
    let path = svg.rsplit_once(" d=\"").unwrap().1;
    let mut drawn = HashSet::new();
    for run in path.split('M').skip(1) {
        let (place, rest) = run.split_once('h').unwrap();
        let (x, y) = place.split_once(' ').unwrap();
        let (x, y): (u32, u32) = (x.parse().unwrap(), y.parse().unwrap());
        let length: u32 = rest.split_once('v').unwrap().0.parse().unwrap();
        drawn.extend((x..x + length).map(|x| (x, y)));
    }
    let mut expected = HashSet::new();
    for (y, row) in (QUIET_ZONE..).zip(symbol.rows()) {
        let dark = (QUIET_ZONE..).zip(row).filter(|(_, dark)| **dark);
        expected.extend(dark.map(|(x, _)| (x, y)));
    }
    assert_eq!(drawn, expected);
}

#[test]
fn pictures_have_whole_pixels_and_fit() {
    let symbol = Symbol::of(&("HC1:".to_owned() + &"A".repeat(534)), Level::Q).unwrap();
    assert_eq!(symbol.width_with_quiet_zone(), 97);
    let screen = Scale::for_screen(&symbol, 600).unwrap();
    assert_eq!(screen.module_pixels(), 6);
    let (side, dark, dots) = pixels(&symbol.to_png(screen).unwrap());
    assert_eq!((side, dots), (582, None));
    let quiet = QUIET_ZONE as usize * 6;
    let is_light = |x: usize, y: usize| !dark[y * side + x];
    assert!((0..side).all(|x| (0..quiet).all(|y| {
        is_light(x, y) && is_light(y, x) && is_light(x, side - 1 - y) && is_light(side - 1 - y, x)
    })));
    assert!(!is_light(quiet, quiet));
    // 42 mm at 300 dots per inch are 496 dots.
    let print = Scale::for_print(&symbol, PRINT_MILLIMETRES, 300).unwrap();
    assert_eq!(print.module_pixels(), 5);
    assert_eq!(pixels(&symbol.to_png(print).unwrap()).2, Some(11_811));
}

#[test]
fn what_cannot_be_drawn_is_refused_with_its_reason() {
    let symbol = Symbol::of("HC1:A", Level::L).unwrap();
    let large = Symbol::of(&"A".repeat(4000), Level::L).unwrap();
    let code = |fault: QrFault| fault.code();
    assert_eq!(Symbol::of("", Level::L).map_err(code), Err("qr-empty"));
    assert_eq!(
        Symbol::of(&"A".repeat(4297), Level::L).map_err(code),
        Err("qr-too-long")
    );
    assert!(Symbol::of(&"A".repeat(4296), Level::L).is_ok());
    assert_eq!(
        Symbol::of(&"a".repeat(1_000_000), Level::H).map_err(code),
        Err("qr-too-long")
    );
    assert_eq!(
        Scale::for_screen(&symbol, 28).map_err(code),
        Err("qr-too-small")
    );
    assert_eq!(
        Scale::for_screen(&symbol, 8193).map_err(code),
        Err("qr-too-large")
    );
    assert_eq!(
        Scale::for_print(&symbol, u32::MAX, u32::MAX).map_err(code),
        Err("qr-too-large")
    );
    let scale = Scale::for_screen(&symbol, 8000).unwrap();
    assert_eq!(large.to_png(scale).map_err(code), Err("qr-too-large"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_certificate_is_read_again(text in "HC1:[0-9A-Z $%*+./:-]{1,900}", level in 0_usize..3) {
        let symbol = Symbol::of(&text, [Level::L, Level::M, Level::Q][level]).unwrap();
        prop_assert_eq!(read(&png(&symbol)), [text]);
    }

    #[test]
    fn any_card_is_read_again(digits in "[0-9]{1,1600}") {
        let text = format!("shc:/{digits}");
        let symbol = Symbol::of(&text, Level::L).unwrap();
        prop_assert_eq!(read(&png(&symbol)), [text]);
    }
}
