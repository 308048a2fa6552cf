//! Ten worked examples about invented people.

use khien_cli::report::{Example, ExampleBar, ExampleField, Field};
use khien_domain::{Band, Class, Reason};

/// State, kind, typed, register.
type Cell = (&'static str, &'static str, &'static str, &'static str);
/// Code, level, bits.
type Weight = (&'static str, &'static str, f64);

struct Case {
    id: &'static str,
    verdict: (Class, Band, Reason),
    probability: f64,
    /// Number, name, birth date, sex, commune.
    cells: [Cell; 5],
    weights: &'static [Weight],
}

const MALE: Cell = ("ok", "", "M", "M");
const FEMALE: Cell = ("ok", "", "F", "F");

fn same(text: &'static str) -> Cell {
    ("ok", "", text, text)
}

/// The examples.
pub(super) fn examples() -> Vec<Example> {
    let cases = [first(), second(), third()];
    cases
        .into_iter()
        .flatten()
        .map(|case| example(&case))
        .collect()
}

fn first() -> Vec<Case> {
    vec![
        Case {
            id: "03_Doi_luu_dong_so_1.xlsx#Sheet1#214",
            verdict: (Class::Mismatch, Band::Automatic, Reason::NumberOneEdit),
            probability: 0.9998,
            cells: [
                ("wrong", "one_edit", "034302220164", "034302221064"),
                ("differs", "no_diacritics", "Le Thi Trang", "Lê Thị Trang"),
                ("differs", "swapped", "11/04/2002", "2002-11-04"),
                FEMALE,
                same("Xã An Châu"),
            ],
            weights: &[
                ("prior", "", -15.87),
                ("id_number", "one_edit", 8.99),
                ("full_name", "folded", 9.62),
                ("date_of_birth", "swapped", 5.81),
                ("sex", "equal", 0.97),
                ("commune", "equal", 5.27),
                ("others", "", -0.41),
            ],
        },
        Case {
            id: "02_BVDK_huyen_tong_hop.xlsx#Tháng 10#1187",
            verdict: (Class::Verified, Band::Automatic, Reason::NumberEqual),
            probability: 1.0,
            cells: [
                ("ok", "lost_zero", "34164296486", "034164296486"),
                ("equivalent", "", "NGUYEÃN THÒ HAØ", "Nguyễn Thị Hà"),
                ("ok", "", "10/11/1964", "1964-11-10"),
                FEMALE,
                same("Xã Đông Sơn"),
            ],
            weights: &[
                ("prior", "", -15.87),
                ("id_number", "equal", 15.65),
                ("full_name", "equal", 7.94),
                ("date_of_birth", "equal", 13.02),
                ("sex", "equal", 0.97),
                ("commune", "equal", 4.88),
            ],
        },
        Case {
            id: "06_Nguoi_cao_tuoi_tai_nha.xlsx#Danh sách#88",
            verdict: (
                Class::Mismatch,
                Band::Automatic,
                Reason::OldNumberEqualFieldsDiffer,
            ),
            probability: 0.9997,
            cells: [
                ("old_number", "", "151769973", "034041003312"),
                same("Quách Văn Bích"),
                ("differs", "typed_partial", "1941", "1941-03-15"),
                MALE,
                ("differs", "same_district", "Xã Đông Xá", "Xã Đông Cường"),
            ],
            weights: &[
                ("prior", "", -15.87),
                ("id_number", "old_equal", 12.55),
                ("full_name", "equal", 14.12),
                ("date_of_birth", "typed_partial", 6.03),
                ("sex", "equal", 1.02),
                ("commune", "same_district", 0.22),
            ],
        },
    ]
}

fn second() -> Vec<Case> {
    vec![
        Case {
            id: "05_Hoc_sinh_12-17.xlsx#Lớp 9A#31",
            verdict: (Class::Mismatch, Band::Automatic, Reason::NameAndBirthDate),
            probability: 0.9971,
            cells: [
                ("other_persons", "relatives", "034179008842", "034207011950"),
                same("Phạm Minh Khôi"),
                ("ok", "", "09/05/2007", "2007-05-09"),
                MALE,
                same("Thị trấn Đông Hưng"),
            ],
            weights: &[
                ("prior", "", -15.87),
                ("id_number", "relatives", 4.01),
                ("full_name", "equal", 11.73),
                ("date_of_birth", "equal", 9.88),
                ("sex", "equal", 1.02),
                ("commune", "equal", 3.44),
                ("others", "", -1.2),
            ],
        },
        Case {
            id: "03_Doi_luu_dong_so_1.xlsx#Sheet1#902",
            verdict: (Class::NoNumber, Band::Automatic, Reason::NameAndBirthDate),
            probability: 0.9989,
            cells: [
                ("missing", "missing", "", "034192007713"),
                ("differs", "middle_dropped", "Bùi Hạnh", "Bùi Thị Hạnh"),
                ("ok", "", "20/8/1992", "1992-08-20"),
                FEMALE,
                same("Xã Mê Linh"),
            ],
            weights: &[
                ("prior", "", -15.87),
                ("id_number", "missing", 0.0),
                ("full_name", "middle_count", 8.41),
                ("date_of_birth", "equal", 12.66),
                ("sex", "equal", 0.97),
                ("commune", "equal", 5.31),
            ],
        },
        Case {
            id: "04_Cty_May_Hung_Phat.xlsx#Chuyền 3#415",
            verdict: (Class::NoNumber, Band::Review, Reason::Probabilistic),
            probability: 0.8621,
            cells: [
                ("malformed", "exponent", "3.4198E+10", "034198004127"),
                (
                    "differs",
                    "one_letter",
                    "Vũ Thị Thuý Hằn",
                    "Vũ Thị Thúy Hằng",
                ),
                ("differs", "year_and_one", "02/07/1998", "1998-07-12"),
                FEMALE,
                ("missing", "", "", "Xã Phú Lương"),
            ],
            weights: &[
                ("prior", "", -15.87),
                ("id_number", "missing", 0.0),
                ("full_name", "one_close", 10.2),
                ("date_of_birth", "year_and_one", 7.3),
                ("sex", "equal", 0.97),
                ("commune", "missing", 0.0),
            ],
        },
    ]
}

fn third() -> Vec<Case> {
    vec![
        Case {
            id: "11_portal_export_thi_tran.csv##1733",
            verdict: (
                Class::Ambiguous,
                Band::Review,
                Reason::NameAndBirthDateSeveral,
            ),
            probability: 0.4978,
            cells: [
                ("wrong", "differs", "034085009911", "034085012764"),
                same("Nguyễn Văn Hùng"),
                ("ok", "", "01/01/1985", "1985-01-01"),
                MALE,
                same("Xã Đông La"),
            ],
            weights: &[
                ("prior", "", -15.87),
                ("id_number", "differs", -6.38),
                ("full_name", "equal", 8.02),
                ("date_of_birth", "equal", 9.91),
                ("sex", "equal", 1.02),
                ("commune", "equal", 4.6),
                ("others", "", -1.31),
            ],
        },
        Case {
            id: "10_portal_export_TTYT_huyen.csv##3020",
            verdict: (Class::NotFound, Band::None, Reason::NotFound),
            probability: 0.0,
            cells: [
                ("", "", "001099023418", ""),
                ("", "", "Trịnh Gia Bảo", ""),
                ("", "", "30/09/1999", ""),
                ("", "", "M", ""),
                ("", "", "Xã Liên Giang", ""),
            ],
            weights: &[],
        },
        Case {
            id: "07_TYT_Dong_La_Minh_Tan.xlsx#Minh Tân#77",
            verdict: (
                Class::Unsendable,
                Band::Automatic,
                Reason::NumberEqualFieldsDiffer,
            ),
            probability: 0.9999,
            cells: [
                same("034066005521"),
                same("Đặng Văn Toàn"),
                ("missing", "impossible", "31/02/1966", "1966-02-03"),
                MALE,
                same("Xã Minh Tân"),
            ],
            weights: &[
                ("prior", "", -15.87),
                ("id_number", "equal", 15.65),
                ("full_name", "equal", 12.4),
                ("date_of_birth", "missing", 0.0),
                ("sex", "equal", 1.02),
                ("commune", "equal", 5.12),
            ],
        },
        Case {
            id: "04_Cty_May_Hung_Phat.xlsx#Văn phòng#12",
            verdict: (Class::Exempt, Band::None, Reason::Exempt),
            probability: 0.0,
            cells: [
                ("", "", "M12345678", ""),
                ("", "", "KIM MIN-JUN", ""),
                ("", "", "14/02/1981", ""),
                ("", "", "M", ""),
                ("", "", "", ""),
            ],
            weights: &[],
        },
    ]
}

fn example(case: &Case) -> Example {
    let (class, band, reason) = case.verdict;
    let fields = Field::ALL.iter().zip(&case.cells);
    Example {
        record_id: case.id.to_owned(),
        class,
        band,
        reason,
        probability: case.probability,
        fields: fields
            .map(|(field, (state, kind, typed, register))| ExampleField {
                field: *field,
                state: (*state).to_owned(),
                kind: (!kind.is_empty()).then(|| (*kind).to_owned()),
                typed: (*typed).to_owned(),
                register: (*register).to_owned(),
            })
            .collect(),
        bars: case
            .weights
            .iter()
            .map(|(code, level, weight_bits)| ExampleBar {
                code: (*code).to_owned(),
                level: (*level).to_owned(),
                weight_bits: *weight_bits,
            })
            .collect(),
    }
}
