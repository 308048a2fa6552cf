//! Passports of invented people.

#![expect(
    clippy::expect_used,
    reason = "the symbols of these texts are known to be fine"
)]

use jiff::civil::date;
use khien_paper::passport::{Code, Passport, Words};
use qrcodegen::{QrCode, QrCodeEcc};

/// As many letters as a code of a signature of RSA has.
const LETTERS: usize = 844;

/// The symbol of a text as long as that of a certificate.
pub(crate) fn code(seed: u8) -> Code {
    let alphabet = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let mut state = u32::from(seed);
    let text: String = (0..LETTERS)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let letter = usize::try_from(state >> 16).unwrap_or(0) % alphabet.len();
            alphabet.get(letter).copied().map_or(' ', char::from)
        })
        .collect();
    of_text(&format!("HC1:{text}"))
}

/// The symbol of a text.
pub(crate) fn of_text(text: &str) -> Code {
    let symbol = QrCode::encode_text(text, QrCodeEcc::Quartile).expect("the text fits");
    let side = symbol.size();
    let row = |y| (0..side).map(|x| symbol.get_module(x, y)).collect();
    let rows: Vec<Vec<bool>> = (0..side).map(row).collect();
    Code::of(rows.iter().map(Vec::as_slice)).expect("a symbol is square")
}

/// Three doses, the newest of another maker.
pub(crate) fn usual(code: Code) -> Passport<'static> {
    Passport {
        name: Words::new("Nguyễn Thị Quỳnh Hương", "NGUYEN THI QUYNH HUONG"),
        birth_date: Words::day(date(1992, 8, 13)),
        nationality: Words::new("Việt Nam", "Viet Nam"),
        disease: Words::same("COVID-19"),
        doses_received: Words::same("3"),
        vaccinated_on: date(2022, 2, 22),
        dose_number: Words::same("3/3"),
        vaccine: Words::new("Vắc xin mRNA ngừa COVID-19", "COVID-19 mRNA vaccine"),
        product: Words::same("Comirnaty"),
        manufacturer: Words::same("Biontech Manufacturing GmbH"),
        certificate_id: "URN:UVCI:01:VN:9C2FE81D77A04B5CB1D20A64F33B71AE#K",
        issuer: Words::new(
            "Cục Y tế dự phòng, Bộ Y tế",
            "General Department of Preventive Medicine, Ministry of Health",
        ),
        valid_from: date(2022, 4, 18),
        valid_until: date(2023, 4, 18),
        checker: Some("khien.example/checker"),
        made: date(2022, 4, 18).at(20, 47, 9, 0),
        code,
    }
}

/// Everything as long as the schema of health certificates admits.
pub(crate) fn long(code: Code) -> Passport<'static> {
    let eighty = "Công Tằng Tôn Nữ Thuỵ Phương Thảo Nguyễn Phúc Ưng Bình Thúc Giạ Thị Bằng Nữ Ễ Ộ";
    Passport {
        name: Words::new(
            eighty,
            "CONG TANG TON NU THUY PHUONG THAO NGUYEN PHUC UNG BINH THUC GIA THI BANG NU E O",
        ),
        nationality: Words::new(
            "Liên hiệp Vương quốc Anh và Bắc Ireland",
            "United Kingdom of Great Britain and Northern Ireland",
        ),
        vaccine: Words::new(
            "Vắc xin ngừa COVID-19 chứa vi rút SARS-CoV-2 bất hoạt toàn phần, có tá chất nhôm",
            "Whole virus inactivated SARS-CoV-2 antigen vaccine with an aluminium adjuvant",
        ),
        product: Words::same(
            "Covid-19 (recombinant), Inactivated SARS-CoV-2 (Vero Cell) of a long brand name here",
        ),
        manufacturer: Words::same(
            "Sinopharm Weiqida Europe Pharmaceutical s.r.o. - Prague location, European Union site",
        ),
        certificate_id: "URN:UVCI:01:VN:TRAMYTEXAPHONGCHAU/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789A#Z",
        ..usual(code)
    }
}

/// A foreigner whose name is not written in Latin letters.
pub(crate) fn foreign(code: Code) -> Passport<'static> {
    Passport {
        name: Words::new("Анна Каренина 安娜", "KARENINA ANNA"),
        birth_date: Words::same("1974"),
        nationality: Words::new("Liên bang Nga", "Russian Federation"),
        doses_received: Words::same("1"),
        dose_number: Words::same("1/1"),
        product: Words::same("Sputnik V"),
        manufacturer: Words::same("Gamaleya Research Institute"),
        checker: None,
        ..usual(code)
    }
}
