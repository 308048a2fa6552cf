//! Which coding of the sex a column uses.

use khien_domain::SexCoding;

/// Codes of the sex met in a column.
#[derive(Default)]
pub(crate) struct SexCodes {
    zeros: usize,
    twos: usize,
}

impl SexCodes {
    /// Takes note of one cell.
    pub(crate) fn see(&mut self, sex: &str) {
        match sex.trim() {
            "0" => self.zeros += 1,
            "2" => self.twos += 1,
            _ => {}
        }
    }

    /// The coding that the column uses, by the rule of the domain.
    pub(crate) fn coding(&self) -> SexCoding {
        let zeros = std::iter::repeat_n("0", self.zeros);
        let twos = std::iter::repeat_n("2", self.twos);
        SexCoding::of_column(zeros.chain(twos), SexCoding::Template)
    }
}

/// A bare digit as `M` or `F`; other text as it is.
pub(crate) fn coded_sex(sex: &str, coding: SexCoding) -> &str {
    match (coding, sex.trim()) {
        (SexCoding::Template, "0") | (SexCoding::Portal, "1") => "M",
        (SexCoding::Template, "1") | (SexCoding::Portal, "2") => "F",
        _ => sex,
    }
}
