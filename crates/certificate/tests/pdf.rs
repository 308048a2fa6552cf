//! Codes on the pages of PDF files: as others write them, damaged, and hostile.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use khien_certificate::qr::{Level, Symbol};
use khien_certificate::scan::pdf::codes;
use khien_certificate::zlib::Deflater;
use proptest::prelude::*;

/// Points of paper for one square of a code.
const SQUARE: usize = 3;

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    Deflater::new().zlib(bytes, &mut out);
    out
}

/// Objects by their numbers from 1 on, the first of them the catalogue.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    for (place, object) in objects.iter().enumerate() {
        out.extend(format!("{} 0 obj\n", place + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    out.extend(b"trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    out
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict}/Length {}>>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

fn plain(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// A page for each content, whose dictionary may say more of packing; objects from 3 on are free.
fn pages(contents: &[(&str, Vec<u8>)], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let first = 3 + more.len();
    let kids = (0..contents.len()).map(|page| format!("{} 0 R", first + 2 * page));
    let kids = kids.collect::<Vec<String>>().join(" ");
    let mut objects = vec![
        plain("<</Type/Catalog/Pages 2 0 R>>"),
        plain(&format!(
            "<</Type/Pages/MediaBox[0 0 200 200]/Resources<<{resources}>>/Kids[{kids}]>>"
        )),
    ];
    objects.extend_from_slice(more);
    for (place, (dict, bytes)) in contents.iter().enumerate() {
        let own = first + 2 * place;
        objects.push(plain(&format!(
            "<</Type/Page/Parent 2 0 R/Contents {} 0 R>>",
            own + 1
        )));
        objects.push(stream(dict, bytes));
    }
    file(&objects)
}

fn squares(text: &str) -> String {
    let symbol = Symbol::of(text, Level::Q).unwrap();
    let mut drawn = String::from("1 1 1 rg 0 0 200 200 re f\n0 g\n");
    for (row, squares) in symbol.rows().enumerate() {
        for (column, _) in squares.iter().enumerate().filter(|(_, dark)| **dark) {
            let (x, y) = (20 + column * SQUARE, 180 - (row + 1) * SQUARE);
            drawn.extend([x, y, SQUARE, SQUARE].map(|number| format!("{number} ")));
            drawn += "re\n";
        }
    }
    drawn + "f\n"
}

/// The brightness of a code's squares, each one point, with white around it, and how many on a side.
fn points(text: &str) -> (Vec<u8>, usize) {
    let symbol = Symbol::of(text, Level::Q).unwrap();
    let side = symbol.width() as usize + 8;
    let mut points = vec![255; side * side];
    for (row, squares) in symbol.rows().enumerate() {
        for (column, _) in squares.iter().enumerate().filter(|(_, dark)| **dark) {
            points[(row + 4) * side + column + 4] = 0;
        }
    }
    (points, side)
}

fn read(bytes: &[u8]) -> Vec<String> {
    codes(bytes).unwrap()
}

#[test]
fn codes_drawn_as_squares_are_read_page_by_page() {
    let contents = ["FIRST", "SECOND", "FIRST"].map(|text| ("", squares(text).into_bytes()));
    assert_eq!(read(&pages(&contents, "", &[])), ["FIRST", "SECOND"]);
}

#[test]
fn codes_drawn_as_lines_are_read() {
    let symbol = Symbol::of("LINES", Level::Q).unwrap();
    let mut drawn = format!("{SQUARE} w 0 0 0 RG\n");
    for (row, squares) in symbol.rows().enumerate() {
        // The middle of squares of three points.
        let y = format!("{}.5", 178 - row * SQUARE);
        for (column, _) in squares.iter().enumerate().filter(|(_, dark)| **dark) {
            let (from, to) = (20 + column * SQUARE, 20 + (column + 1) * SQUARE);
            drawn.extend([format!("{from} {y} m "), format!("{to} {y} l S\n")]);
        }
    }
    assert_eq!(
        read(&pages(&[("", drawn.into_bytes())], "", &[])),
        ["LINES"]
    );
}

#[test]
fn contents_may_be_packed_in_the_usual_ways() {
    let drawn = squares("PACKED");
    let packed = packed(drawn.as_bytes());
    let hexadecimal = packed.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    });
    for (dict, bytes) in [
        ("/Filter/FlateDecode", packed.clone()),
        ("/Filter[/FlateDecode]", packed.clone()),
        (
            "/Filter[/ASCIIHexDecode/FlateDecode]",
            format!("{hexadecimal}>").into_bytes(),
        ),
        ("/Filter[/A85/Fl]", in_ascii85(&packed)),
        (
            "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 50>>",
            packed_by_rows(drawn.as_bytes()),
        ),
    ] {
        assert_eq!(
            read(&pages(&[(dict, bytes)], "", &[])),
            ["PACKED"],
            "{dict}"
        );
    }
}

fn in_ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for group in bytes.chunks(4) {
        let mut four = [0; 4];
        four[..group.len()].copy_from_slice(group);
        let mut number = u32::from_be_bytes(four);
        let mut digits = [0; 5];
        for digit in digits.iter_mut().rev() {
            *digit = u8::try_from(number % 85).unwrap() + b'!';
            number /= 85;
        }
        out.extend(&digits[..=group.len()]);
    }
    out.extend(b"~>");
    out
}

/// Rows of fifty bytes, each as its difference from the one above.
fn packed_by_rows(bytes: &[u8]) -> Vec<u8> {
    let mut above = vec![0; 50];
    let mut out = Vec::new();
    for row in bytes.chunks(50) {
        out.push(2);
        out.extend(
            row.iter()
                .zip(&above)
                .map(|(byte, up)| byte.wrapping_sub(*up)),
        );
        above = row.to_vec();
        above.resize(50, 0);
    }
    packed(&out)
}

#[test]
fn pictures_of_every_colour_are_read() {
    let (grey, side) = points("PICTURE");
    let each = |of: fn(u8) -> Vec<u8>| {
        grey.iter()
            .flat_map(|point| of(*point))
            .collect::<Vec<u8>>()
    };
    let row = side.div_ceil(8);
    let mut bits = vec![0_u8; row * side];
    for (place, _) in grey.iter().enumerate().filter(|(_, point)| **point > 0) {
        bits[place / side * row + place % side / 8] |= 0x80 >> (place % side % 8);
    }
    let turned: Vec<u8> = bits.iter().map(|byte| !byte).collect();
    for (dict, bytes) in [
        ("/ColorSpace/DeviceGray/BitsPerComponent 8", grey.clone()),
        (
            "/ColorSpace/DeviceRGB/BitsPerComponent 8",
            each(|it| vec![it; 3]),
        ),
        (
            "/ColorSpace/DeviceCMYK/BitsPerComponent 8",
            each(|it| vec![0, 0, 0, 255 - it]),
        ),
        (
            "/ColorSpace/DeviceGray/BitsPerComponent 16",
            each(|it| vec![it; 2]),
        ),
        ("/ColorSpace/DeviceGray/BitsPerComponent 1", bits.clone()),
        (
            "/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]",
            turned,
        ),
        ("/ImageMask true", bits.clone()),
        (
            "/ColorSpace[/Indexed/DeviceRGB 1(\\000\\000\\000\\377\\377\\377)]/BitsPerComponent 1",
            bits,
        ),
    ] {
        let dict = format!("/Subtype/Image/Width {side}/Height {side}{dict}");
        let image = stream(&dict, &bytes);
        let contents = plain("q 150 0 0 150 25 25 cm /It Do Q");
        let bytes = pages(&[("", contents)], "/XObject<</It 3 0 R>>", &[image]);
        assert_eq!(read(&bytes), ["PICTURE"], "{dict}");
    }
}

#[test]
fn a_jpeg_within_a_page_is_read() {
    let jpeg = include_bytes!("../../../fixtures/dcc/qa-png/VN__1.3.0__VAC_VN.png");
    let image = stream("/Subtype/Image/Filter/DCTDecode", jpeg);
    let contents = plain("q 190 0 0 190 5 5 cm /It Do Q");
    let bytes = pages(&[("", contents)], "/XObject<</It 3 0 R>>", &[image]);
    assert!(read(&bytes)[0].starts_with("HC1:NCFA60NG0"));
}

#[test]
fn pictures_within_contents_and_contents_within_contents_are_read() {
    let (grey, side) = points("INLINE");
    let mut contents =
        format!("q 150 0 0 150 25 25 cm BI /W {side} /H {side} /CS /G /BPC 8 ID ").into_bytes();
    contents.extend(grey);
    contents.extend(b"\nEI Q");
    assert_eq!(read(&pages(&[("", contents)], "", &[])), ["INLINE"]);

    let form = stream(
        "/Subtype/Form/Matrix[1 0 0 1 10 -10]",
        squares("WITHIN").as_bytes(),
    );
    let contents = plain("/It Do");
    let bytes = pages(&[("", contents)], "/XObject<</It 3 0 R>>", &[form]);
    assert_eq!(read(&bytes), ["WITHIN"]);
}

#[test]
fn objects_that_lie_packed_are_found() {
    let drawn = stream("", squares("OBJECTS").as_bytes());
    let inner = "2 0 3 70 \
        <</Type/Pages/MediaBox[0 0 400 400]/Kids[3 0 R]>>                      \
        <</Type/Page/Contents 4 0 R>>";
    let first = "2 0 3 70 ".len();
    let objects = [
        plain("<</Type/Catalog/Pages 2 0 R>>"),
        plain("null"),
        plain("null"),
        drawn,
        stream(
            &format!("/Type/ObjStm/N 2/First {first}/Filter/FlateDecode"),
            &packed(inner.as_bytes()),
        ),
    ];
    assert_eq!(read(&file(&objects)), ["OBJECTS"]);
}

#[test]
fn damaged_tables_and_lost_trees_do_not_matter() {
    let whole = pages(&[("", squares("DAMAGED").into_bytes())], "", &[]);
    let text = String::from_utf8(whole).unwrap();
    for (from, to) in [
        ("trailer <</Root 1 0 R>>", ""),
        ("/Kids", "/Lost"),
        ("endstream", "ends"),
        ("/Length ", "/Length 9"),
    ] {
        assert!(text.contains(from));
        assert_eq!(
            read(text.replace(from, to).as_bytes()),
            ["DAMAGED"],
            "{from}"
        );
    }
}

fn refused(bytes: &[u8]) -> &'static str {
    codes(bytes).unwrap_err().code()
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(refused(b"HC1:"), "pdf-malformed");
    assert_eq!(refused(b"%PDF-1.4\n"), "pdf-malformed");
    assert_eq!(refused(&pages(&[("", Vec::new())], "", &[])), "pdf-no-code");
    let encrypted = b"%PDF-1.4\ntrailer <</Encrypt 1 0 R>>";
    assert_eq!(refused(encrypted), "pdf-encrypted");
    let many = vec![("", Vec::new()); 33];
    assert_eq!(refused(&pages(&many, "", &[])), "pdf-too-many-pages");
    let long = [b"%PDF-1.4".as_slice(), &vec![b' '; 16 * 1024 * 1024]].concat();
    assert_eq!(refused(&long), "pdf-too-large");
}

/// Sixty-four million blanks out of 62 kB, and squares without end: a file pays for what it asks for.
#[test]
fn bombs_are_refused_before_room_is_made_for_them() {
    let bomb = packed(&vec![b' '; 65 * 1024 * 1024]);
    assert!(bomb.len() < 100_000);
    let bytes = pages(&[("/Filter/FlateDecode", bomb)], "", &[]);
    assert_eq!(refused(&bytes), "pdf-too-large");
    let squares = "0 0 200 200 re f\n".repeat(2000);
    let bytes = pages(&[("", squares.into_bytes())], "", &[]);
    assert_eq!(refused(&bytes), "pdf-too-large");
    let image = stream(
        "/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray",
        b"",
    );
    let bytes = pages(&[("", plain("/It Do"))], "/XObject<</It 3 0 R>>", &[image]);
    assert_eq!(refused(&bytes), "pdf-too-large");
}

/// Millions of values and places of paths: what is held is paid for too.
#[test]
fn values_and_paths_without_end_are_refused_before_room_is_made_for_them() {
    let heads = "9 0 ".repeat(20);
    let names = packed((heads.clone() + "[" + &"[]".repeat(100_000) + "]").as_bytes());
    let dict = format!("/Type/ObjStm/N 20/First {}/Filter/FlateDecode", heads.len());
    let objects = [plain("<</Type/Catalog>>"), stream(&dict, &names)];
    assert!(names.len() < 3000);
    assert_eq!(refused(&file(&objects)), "pdf-too-large");

    let lines = packed(("0 0 m ".to_owned() + &"1 1 1 1 1 1 c ".repeat(530_000)).as_bytes());
    let bytes = pages(&[("/Filter/FlateDecode", lines)], "", &[]);
    assert_eq!(refused(&bytes), "pdf-too-large");
}

/// Operators that change nothing take no room, however many there are.
#[test]
fn a_path_that_stays_where_it_is_takes_no_room() {
    let stays = "0 0 m h h h 1 1 m ".repeat(30_000);
    let drawn = stays + &squares("STAYS");
    assert_eq!(
        read(&pages(&[("", drawn.into_bytes())], "", &[])),
        ["STAYS"]
    );
}

#[test]
fn circles_come_to_an_end() {
    let form = stream("/Subtype/Form", b"/It Do /It Do /It Do");
    let bytes = pages(&[("", plain("/It Do"))], "/XObject<</It 3 0 R>>", &[form]);
    assert_eq!(refused(&bytes), "pdf-no-code");
    let tree = "<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]>>";
    let objects = [plain("<</Type/Catalog/Pages 2 0 R>>"), plain(tree)];
    assert_eq!(refused(&file(&objects)), "pdf-too-many-pages");
    let itself = [plain("<</Type/Catalog/Pages 2 0 R>>"), plain("2 0 R")];
    assert_eq!(refused(&file(&itself)), "pdf-malformed");
    let deep = "[".repeat(100_000);
    assert_eq!(refused(&file(&[plain(&deep)])), "pdf-malformed");
}

/// The same on smaller paper, which is looked at sooner.
fn small(mut pages: Vec<u8>) -> Vec<u8> {
    let (large, small) = (b"[0 0 200 200]", b"[0 0 040 040]");
    let at = pages.windows(large.len()).position(|it| it == large);
    let at = at.unwrap();
    pages[at..at + small.len()].copy_from_slice(small);
    pages
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn changed_files_never_panic(at in any::<prop::sample::Index>(), to in any::<u8>(), cut in any::<bool>()) {
        let drawn = ("/Filter/FlateDecode", packed(b"0 0 10 10 re f 1 0 0 1 5 5 cm /It Do"));
        let image = stream("/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8", &[7; 16]);
        let mut bytes = small(pages(&[drawn], "/XObject<</It 3 0 R>>", &[image]));
        let at = at.index(bytes.len());
        bytes[at] = to;
        if cut {
            bytes.truncate(at);
        }
        let _ = codes(&bytes);
    }

    #[test]
    fn contents_never_panic(contents in "([0-9./()<>\\[\\] -]|re|f\\*?|cm|m|l|c|h|q|Q|BI|ID|EI|/It Do|rg|k|scn){0,80}") {
        let form = stream("/Subtype/Form", b"0 0 1 1 re f");
        let bytes = pages(&[("", contents.into_bytes())], "/XObject<</It 3 0 R>>", &[form]);
        let _ = codes(&small(bytes));
    }
}
