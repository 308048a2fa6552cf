//! The words of the form: the names of the eleven fields, and what is said around them.

use super::content::Passport;
use super::words::{Words, english, vietnamese};

/// Size of what stands in most fields, in points.
const VALUE: f32 = 11.0;
/// The name is what is looked for first.
const NAME: f32 = 14.0;
/// The id is long and is compared letter by letter.
const ID: f32 = 9.5;

pub(super) const TITLE: [&str; 2] = ["Hộ chiếu vắc xin", "Vaccine passport"];
pub(super) const NATION: [&str; 3] = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập – Tự do – Hạnh phúc",
    "Socialist Republic of Viet Nam",
];
pub(super) const MINISTRY: [&str; 2] = ["BỘ Y TẾ", "Ministry of Health"];
pub(super) const VALID: [&str; 2] = ["Có hiệu lực", "Valid"];
pub(super) const ISSUED_BY: [&str; 2] = ["Cơ quan cấp", "Issued by"];
pub(super) const SCAN: [&str; 2] = ["Quét để kiểm tra", "Scan to check"];
pub(super) const HOW_TO_CHECK: [&str; 2] = ["Cách kiểm tra", "How to check"];
/// What a screen reader says in place of the code.
pub(super) const CODE: &str = "Mã QR của hộ chiếu vắc xin này. Quét bằng ứng dụng kiểm tra chứng nhận \
                               để biết chữ ký số có đúng không.";

/// A field of the form.
pub(super) struct Field<'a> {
    /// Its name in both languages.
    pub(super) name: [&'static str; 2],
    /// What stands in it.
    pub(super) value: Words<'a>,
    /// Size of its letters, in points.
    pub(super) size: f32,
}

/// The eleven fields in the order of the decision, with its names.
pub(super) fn fields<'a>(of: &'a Passport<'_>) -> [Field<'a>; 11] {
    let field = |vi, en, value: &'a Words<'_>, size| Field {
        name: [vi, en],
        value: value.clone(),
        size,
    };
    [
        field("Họ và tên", "Full name", &of.name, NAME),
        field(
            "Ngày tháng năm sinh",
            "Date of birth",
            &of.birth_date,
            VALUE,
        ),
        field("Quốc tịch", "Nationality", &of.nationality, VALUE),
        field(
            "Bệnh dịch mà chứng nhận nhắm tới",
            "Disease targeted",
            &of.disease,
            VALUE,
        ),
        field(
            "Số mũi tiêm đã nhận",
            "Number of doses received",
            &of.doses_received,
            VALUE,
        ),
        Field {
            name: ["Ngày tiêm", "Date of vaccination"],
            value: Words::day(of.vaccinated_on),
            size: VALUE,
        },
        field("Liều số", "Dose number", &of.dose_number, VALUE),
        field("Vắc xin", "Vaccine", &of.vaccine, VALUE),
        field("Sản phẩm vắc xin", "Vaccine product", &of.product, VALUE),
        field(
            "Nhà cung cấp hoặc sản xuất vắc xin",
            "Vaccine supplier or manufacturer",
            &of.manufacturer,
            VALUE,
        ),
        Field {
            name: ["Mã số của chứng nhận", "Certificate identifier"],
            value: Words::same(of.certificate_id),
            size: ID,
        },
    ]
}

/// From when until when it is valid.
pub(super) fn validity(of: &Passport<'_>) -> Words<'static> {
    let (from, until) = (of.valid_from, of.valid_until);
    Words::new(
        format!("{} – {}", vietnamese(from), vietnamese(until)),
        format!("{} – {}", english(from), english(until)),
    )
}

/// How anybody checks it.
pub(super) fn how_to_check(of: &Passport<'_>) -> [String; 2] {
    let at = |with: &str| {
        let at = of.checker.map(|checker| format!("{with} {checker}"));
        at.unwrap_or_default()
    };
    [
        format!(
            "Quét mã QR bằng ứng dụng đọc chứng nhận y tế số của EU hoặc WHO{}. Ứng dụng kiểm tra chữ \
             ký số, cả khi không có mạng. So họ tên và ngày sinh với giấy tờ tùy thân của người \
             mang. Không cần đóng dấu: chữ ký nằm trong mã.",
            at(", hoặc tại")
        ),
        format!(
            "Scan the QR code with an app that reads digital health certificates of the EU or WHO{}. \
             It checks the digital signature, without a network too. Compare name and date of birth \
             with the holder’s identity document. No stamp is needed: the signature is in the code.",
            at(", or at")
        ),
    ]
}

/// When the paper was made, and what comes after it.
pub(super) fn made(of: &Passport<'_>) -> [String; 2] {
    let (day, time) = (of.made.date(), of.made.time());
    let clock = format!("{:02}:{:02}", time.hour(), time.minute());
    [
        format!(
            "Lập lúc {clock} ngày {} theo mẫu của Quyết định 5772/QĐ-BYT. Khi hộ chiếu hết hạn, hộ \
             chiếu mới được cấp tự động.",
            vietnamese(day)
        ),
        format!(
            "Made at {clock} (UTC+7) on {}. A new passport is issued by itself when this one expires.",
            english(day)
        ),
    ]
}
