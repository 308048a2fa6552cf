//! What a column is for, read from its header.

use khien_domain::fold;

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Ordinal,
    Name,
    /// The last syllable in a column of its own, beside the rest of the name.
    GivenName,
    BirthDate,
    Sex,
    PriorityGroup,
    Workplace,
    Phone,
    IdNumber,
    Insurance,
    Nationality,
    ProvinceName,
    ProvinceCode,
    DistrictName,
    DistrictCode,
    CommuneName,
    CommuneCode,
    Address,
    Remark,
    Result,
    Dose(DosePart),
}

/// The parts of a dose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DosePart {
    Product,
    Date,
    Lot,
    Facility,
    FacilityCode,
    Ordinal,
    Kind,
}

/// Words that name a column; the first rule that fits wins, so the narrow ones stand first.
/// Labels are compared folded, without blanks, marks and what stands in brackets.
const RULES: &[(Role, &[&str])] = &[
    (Role::Result, &["ketquaimport", "ketquanhap"]),
    (
        Role::Dose(DosePart::Date),
        &["ngaytiem", "ngaygiotiem", "thoigiantiem"],
    ),
    (
        Role::Dose(DosePart::Lot),
        &["lovacxin", "lovaccine", "lovx", "solo", "malo"],
    ),
    (
        Role::Dose(DosePart::FacilityCode),
        &["macoso", "macskcb", "macosotiem"],
    ),
    (
        Role::Dose(DosePart::Facility),
        &[
            "diadiemtiem",
            "cosotiem",
            "noitiem",
            "diemtiem",
            "donvitiem",
            "tencoso",
        ],
    ),
    (Role::Dose(DosePart::Kind), &["loaimui", "loailieu"]),
    (
        Role::Dose(DosePart::Ordinal),
        &["muithu", "muiso", "lieuthu", "sothutumui"],
    ),
    (
        Role::Dose(DosePart::Product),
        &["vacxin", "vaccine", "vaccin"],
    ),
    (
        Role::BirthDate,
        &[
            "ngaysinh",
            "namsinh",
            "sinhngay",
            "ngaythangnamsinh",
            "dateofbirth",
        ],
    ),
    (Role::Sex, &["gioitinh"]),
    (Role::Phone, &["dienthoai", "sodt", "didong"]),
    (Role::Insurance, &["baohiem", "bhyt"]),
    (
        Role::IdNumber,
        &[
            "cccd",
            "cmnd",
            "cmt",
            "cancuoc",
            "chungminh",
            "dinhdanh",
            "hochieu",
            "passport",
        ],
    ),
    (Role::Nationality, &["quoctich"]),
    (
        Role::Name,
        &[
            "hovaten",
            "hoten",
            "tendoituong",
            "tennguoitiem",
            "fullname",
        ],
    ),
    (Role::PriorityGroup, &["uutien", "manhom", "nhomdoituong"]),
    (
        Role::Workplace,
        &[
            "donvicongtac",
            "noicongtac",
            "noilamviec",
            "coquan",
            "congty",
        ],
    ),
    (Role::ProvinceCode, &["matinh"]),
    (Role::DistrictCode, &["mahuyen", "maquan"]),
    (Role::CommuneCode, &["maxa", "maphuong"]),
    (
        Role::ProvinceName,
        &["tinhthanh", "tentinh", "thanhphotinh"],
    ),
    (
        Role::DistrictName,
        &["quanhuyen", "huyenquan", "tenhuyen", "tenquan"],
    ),
    (
        Role::CommuneName,
        &["xaphuong", "phuongxa", "xathitran", "tenxa", "tenphuong"],
    ),
    (
        Role::Address,
        &["diachi", "noio", "sonha", "thonto", "thonxom"],
    ),
    (Role::Remark, &["ghichu"]),
];

/// Labels that name a column only when nothing else stands in them.
const WHOLE: &[(Role, &[&str])] = &[
    (Role::Ordinal, &["#", "stt", "tt", "sothutu"]),
    (
        Role::Name,
        &["ten", "ho", "hodem", "holot", "hotendem", "hotenlot"],
    ),
    (Role::Sex, &["gioi", "phai", "namnu", "sex"]),
    (Role::Phone, &["sdt", "dt", "tel"]),
    (Role::ProvinceName, &["tinh", "tinhtp"]),
    (Role::DistrictName, &["huyen", "quan"]),
    (Role::CommuneName, &["xa", "phuong"]),
    (Role::Dose(DosePart::Lot), &["lo", "lot"]),
    (Role::Dose(DosePart::Date), &["ngay"]),
    (Role::Result, &["ketqua"]),
];

/// Words that take a column out though another rule fits: the card's date of issue, a parent's
/// name or number, states that somebody else set.
const NEVER: &[&str] = &[
    "ngaycap",
    "noicap",
    "phanung",
    "trangthai",
    "tinhtrang",
    "chame",
    "giamho",
    "phuhuynh",
    "nguoithan",
];

/// What a column with this label is for, if that is known.
pub(crate) fn role_of(label: &str) -> Option<Role> {
    let joined = joined(label);
    if joined.is_empty() || NEVER.iter().any(|word| joined.contains(word)) {
        return None;
    }
    let whole = WHOLE
        .iter()
        .find(|(_, words)| words.contains(&joined.as_str()));
    let within = || {
        RULES
            .iter()
            .find(|(_, words)| words.iter().any(|word| joined.contains(word)))
    };
    whole.or_else(within).map(|(role, _)| *role)
}

/// The number behind "mũi" or "liều" in a label ("Mũi 2", "Ngày tiêm mũi 3").
pub(crate) fn dose_number(label: &str) -> Option<String> {
    let joined = joined(label);
    let behind = ["mui", "lieu"].iter().find_map(|word| {
        let at = joined.find(word)?;
        Some(&joined[at + word.len()..])
    })?;
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// A label folded, without brackets, blanks and marks; `#` alone stays.
pub(crate) fn joined(label: &str) -> String {
    let mut depth = 0_u32;
    let outside = label.chars().filter(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    let outside: String = outside.collect();
    if outside.trim() == "#" {
        return "#".to_owned();
    }
    let folded = fold(&outside);
    folded.chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_template_and_their_relatives_are_known() {
        for (label, role) in [
            ("Họ và tên (*)", Role::Name),
            ("HỌ TÊN", Role::Name),
            ("Ngày sinh\n(dd/mm/yyyy) (*)", Role::BirthDate),
            ("Ngày, tháng, năm sinh", Role::BirthDate),
            ("Giới tính (*)\n(0: nam, 1: nữ)", Role::Sex),
            ("Mã nhóm đối tượng ưu tiên\n(PL2) (*)", Role::PriorityGroup),
            ("Số CMT/CCCD\n(Loại 8/9/12 số)", Role::IdNumber),
            ("CMND/CCCD/Hộ chiếu", Role::IdNumber),
            ("Số thẻ bảo hiểm y tế", Role::Insurance),
            ("Tỉnh/Thành phố", Role::ProvinceName),
            ("Mã xã (*)", Role::CommuneCode),
            ("Phường/Xã", Role::CommuneName),
            ("Tên vắc xin (PL5) (*)", Role::Dose(DosePart::Product)),
            ("Lô vắc xin (*)", Role::Dose(DosePart::Lot)),
            ("Địa điểm tiêm", Role::Dose(DosePart::Facility)),
            ("Mã cơ sở", Role::Dose(DosePart::FacilityCode)),
            ("Cơ sở tiêm", Role::Dose(DosePart::Facility)),
            ("Kết quả import\n(không điền ô này)", Role::Result),
            ("#", Role::Ordinal),
            ("SĐT", Role::Phone),
        ] {
            assert_eq!(role_of(label), Some(role), "{label}");
        }
        for label in [
            "Ngày cấp CCCD",
            "Phản ứng sau tiêm",
            "Trạng thái xác thực",
            "",
        ] {
            assert_eq!(role_of(label), None, "{label}");
        }
    }

    #[test]
    fn the_number_of_a_dose_is_read_from_its_label() {
        assert_eq!(dose_number("Mũi 2").as_deref(), Some("2"));
        assert_eq!(dose_number("Ngày tiêm mũi thứ 3"), None);
        assert_eq!(dose_number("Ngày tiêm Mũi 3").as_deref(), Some("3"));
        assert_eq!(dose_number("Ghi chú"), None);
    }
}
