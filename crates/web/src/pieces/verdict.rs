//! What the population register said about a record: shape and word.

use askama::Template;

use super::prints_itself;
use crate::texts::Texts;

/// A field that the register holds differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WrongField {
    /// Số định danh.
    Number,
    /// Họ tên.
    Name,
    /// Ngày sinh.
    BirthDate,
    /// Giới tính.
    Sex,
}

impl WrongField {
    /// The fields of a list of codes, separated by blanks.
    pub(crate) fn all(codes: &str) -> Vec<Self> {
        let fields = codes.split_whitespace().filter_map(|code| match code {
            "id_number" => Some(WrongField::Number),
            "full_name" => Some(WrongField::Name),
            "date_of_birth" => Some(WrongField::BirthDate),
            "sex" => Some(WrongField::Sex),
            _ => None,
        });
        fields.collect()
    }

    /// As in the keys of the catalogue.
    pub(crate) fn code(self) -> &'static str {
        match self {
            WrongField::Number => "number",
            WrongField::Name => "name",
            WrongField::BirthDate => "birth-date",
            WrongField::Sex => "sex",
        }
    }
}

/// State of a person's identity, as the stations count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Đúng thông tin.
    Verified,
    /// Sai thông tin, and where.
    Mismatch(Vec<WrongField>),
    /// Thiếu hoặc sai định dạng CCCD/CMND.
    NoNumber,
    /// Không tìm thấy.
    NotFound,
    /// Nhiều người trùng.
    Ambiguous,
    /// Chờ kết quả xác thực.
    Pending,
    /// Không thuộc diện đối chiếu.
    Exempt,
    /// Chưa gửi xác thực được.
    Unsendable,
}

impl Verdict {
    /// From the state of an identity and the fields that differ, as the registry keeps them.
    pub(crate) fn of(state: &str, fields: &str) -> Self {
        match state {
            "verified" => Verdict::Verified,
            "mismatch" => Verdict::Mismatch(WrongField::all(fields)),
            "no_number" => Verdict::NoNumber,
            "not_found" => Verdict::NotFound,
            "ambiguous" => Verdict::Ambiguous,
            "exempt" => Verdict::Exempt,
            "unsendable" => Verdict::Unsendable,
            _ => Verdict::Pending,
        }
    }

    /// The code that shape and colour hang on.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Verdict::Verified => "verified",
            Verdict::Mismatch(_) => "mismatch",
            Verdict::NoNumber => "no_number",
            Verdict::NotFound => "not_found",
            Verdict::Ambiguous => "ambiguous",
            Verdict::Pending => "pending",
            Verdict::Exempt => "exempt",
            Verdict::Unsendable => "unsendable",
        }
    }

    /// "Sai họ tên, ngày sinh".
    pub(crate) fn words(&self, t: &'static Texts) -> String {
        match self {
            Verdict::Mismatch(fields) if !fields.is_empty() => {
                let fields = fields.iter().map(|field| t.code("wrong", field.code()));
                t.text("verdict-mismatch-of")
                    .set("fields", t.list(fields))
                    .to_string()
            }
            other => t.code("verdict", other.code()),
        }
    }

    /// Shape and word on a tinted ground.
    pub(crate) fn tag(&self, t: &'static Texts) -> VerdictTag {
        VerdictTag {
            code: self.code(),
            words: self.words(t),
            bare: false,
        }
    }

    /// Shape and word alone.
    pub(crate) fn bare(&self, t: &'static Texts) -> VerdictTag {
        VerdictTag {
            bare: true,
            ..self.tag(t)
        }
    }
}

/// A verdict as it is printed.
#[derive(Template)]
#[template(path = "pieces/verdict.html")]
pub(crate) struct VerdictTag {
    code: &'static str,
    words: String,
    bare: bool,
}

prints_itself! { VerdictTag }
