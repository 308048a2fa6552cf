//! The peoples of the nation: where they live, and the parts their names are made of.
//!
//! Shares by province follow the census of 2019 from general knowledge, rounded; forms of names
//! follow domain knowledge of the register (clan names, H' and Y before names of the Tây Nguyên,
//! A before Hmông men). Names are invented combinations of frequent parts. A table: longer than
//! other files.

use khien_domain::Sex;

/// A people with a form of names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Kinh,
    Tay,
    Thai,
    Muong,
    Hmong,
    Dao,
    Khmer,
    Cham,
    Hoa,
    Ede,
    Jarai,
    Bahnar,
    Koho,
}

use Group::{Bahnar, Cham, Dao, Ede, Hmong, Hoa, Jarai, Khmer, Koho, Muong, Tay, Thai};

/// Per cent of a province (two-digit code) that belong to a people; the rest is Kinh.
pub(super) const SHARES: &[(u16, &[(Group, f64)])] = &[
    (2, &[(Hmong, 34.0), (Tay, 33.0), (Dao, 15.0)]),
    (4, &[(Tay, 70.0), (Hmong, 11.0), (Dao, 10.0)]),
    (6, &[(Tay, 62.0), (Dao, 18.0), (Hmong, 6.0)]),
    (8, &[(Tay, 28.0), (Dao, 13.0), (Hmong, 3.0)]),
    (10, &[(Hmong, 24.0), (Tay, 19.0), (Dao, 14.0), (Thai, 8.0)]),
    (11, &[(Hmong, 38.0), (Thai, 36.0)]),
    (12, &[(Thai, 32.0), (Hmong, 24.0), (Dao, 13.0)]),
    (14, &[(Thai, 54.0), (Hmong, 16.0), (Muong, 7.0)]),
    (15, &[(Tay, 19.0), (Hmong, 13.0), (Dao, 12.0), (Thai, 7.0)]),
    (17, &[(Muong, 63.0), (Thai, 4.0), (Tay, 3.0), (Dao, 2.0)]),
    (19, &[(Tay, 20.0), (Dao, 2.0)]),
    (20, &[(Tay, 78.0), (Dao, 4.0)]),
    (22, &[(Dao, 5.0), (Tay, 4.0)]),
    (24, &[(Tay, 7.0)]),
    (25, &[(Muong, 15.0)]),
    (38, &[(Muong, 10.0), (Thai, 7.0)]),
    (40, &[(Thai, 10.0), (Hmong, 1.0)]),
    (58, &[(Cham, 12.0)]),
    (60, &[(Cham, 3.0)]),
    (62, &[(Bahnar, 40.0), (Jarai, 5.0)]),
    (64, &[(Jarai, 30.0), (Bahnar, 12.0)]),
    (66, &[(Ede, 19.0), (Tay, 6.0), (Hmong, 2.0)]),
    (67, &[(Hmong, 5.0), (Tay, 5.0), (Ede, 1.0)]),
    (68, &[(Koho, 14.0)]),
    (75, &[(Hoa, 3.0)]),
    (79, &[(Hoa, 4.5)]),
    (84, &[(Khmer, 31.0)]),
    (86, &[(Khmer, 2.0)]),
    (89, &[(Khmer, 4.0), (Cham, 0.6)]),
    (91, &[(Khmer, 12.0), (Hoa, 1.0)]),
    (93, &[(Khmer, 3.0)]),
    (94, &[(Khmer, 30.0), (Hoa, 5.0)]),
    (95, &[(Khmer, 7.0), (Hoa, 2.0)]),
    (96, &[(Khmer, 2.0)]),
];

/// Personal names of one people: men's and women's, most frequent first.
pub(super) struct Personal {
    pub(super) male: &'static [&'static str],
    pub(super) female: &'static [&'static str],
}

const HMONG: Personal = Personal {
    male: &[
        "Páo", "Chu", "Sình", "Dơ", "Lềnh", "Tủa", "Phừ", "Chống", "Dế", "Nhè", "Sùng", "Vừ",
        "Chứ", "Lử", "Dình", "Giống", "Thào", "Cở", "Sính", "Mua", "Tú", "Khua", "Nủ", "Châu",
    ],
    female: &[
        "Dở", "Mỷ", "Máy", "Sua", "Mò", "Chía", "Dợ", "Pà", "Say", "Chư", "Dính", "Xay", "Ly",
        "Vá", "Súa", "Dí", "Mảo", "Cở", "Pàng", "Sông", "Ka", "Mai", "Lan", "Nhia",
    ],
};
const KHMER: Personal = Personal {
    male: &[
        "Sà Rây",
        "Phol",
        "Đa Ra",
        "Sóc Kha",
        "Chanh Đa",
        "Thươl",
        "Rich Thi",
        "Sô Phal",
        "Út",
        "Kha",
        "Vi Sal",
        "Sa Rươl",
        "Hiền",
        "Tha",
        "Sa Mết",
        "Pích",
        "Tuấn",
        "Thanh",
        "Minh",
        "Ben",
    ],
    female: &[
        "Sa Rinh",
        "Sà Phol",
        "Na Rông",
        "Chanh Tha",
        "Si Na",
        "Sô Thia",
        "Sa Vươne",
        "Út",
        "Mỹ",
        "Đa Ni",
        "Sa Mên",
        "Rót",
        "Sà Rên",
        "Hương",
        "Lan",
        "Pha Ly",
        "Na Vy",
        "Kha Na",
        "Sương",
    ],
};
const EDE: Personal = Personal {
    male: &[
        "Moan", "Thịnh", "Blăk", "Krông", "Tluen", "Nguyên", "Bhiông", "Lem", "Djuang", "Kha",
        "Hăm", "Yoan", "Dhăm", "Sáu", "Khiêm", "Plin", "Ngưn",
    ],
    female: &[
        "Hen", "Bia", "Nga", "Rưm", "Djuôn", "Ngăm", "Blik", "Mrai", "Lan", "Yum", "Brơi", "Duyên",
        "Thuin", "Wun", "Nguôm", "Linh", "Zina", "Hoa",
    ],
};
const JARAI: Personal = Personal {
    male: &[
        "Blưn", "Thuyên", "Krung", "Hyơ", "Đôm", "Bưn", "Klơ", "Phiên", "Suin", "Tuih", "Yơk",
        "Nhan", "Pyang", "Thân", "Hoan",
    ],
    female: &[
        "Bia", "Hlim", "Nhuik", "Phiơn", "Krih", "Mlia", "Vy", "Thuin", "Blơnh", "Yun", "Lan",
        "Hyưm", "Ngân", "Brom", "Nha",
    ],
};
const BAHNAR: Personal = Personal {
    male: &[
        "Thái", "Blong", "Brui", "Đeng", "Hmưh", "Khung", "Pớt", "Thông", "Ngok", "Yưk", "Hlôi",
        "Phiên", "Tuấn", "Nhum", "Byăt", "Lương",
    ],
    female: &[
        "Bliu", "Hiền", "Nhưi", "Mlai", "Blưih", "Thủy", "Ngăm", "Byơt", "Hoan", "Đoan", "Phương",
        "Lih", "Nhung", "Mỹ", "Chăn",
    ],
};
const KOHO: Personal = Personal {
    male: &[
        "Brèoh", "Tài", "Thuyn", "Broi", "Bảo", "Sơn", "Sang", "Breo", "Tuấn", "Jonh", "Phước",
        "Thế", "Him", "Long",
    ],
    female: &[
        "Thuyên", "Hiền", "Brơm", "Hòa", "Thảo", "Lim", "Dung", "Nhim", "Hương", "Thủy", "Sốp",
        "Ngân", "Hợp", "Yến",
    ],
};

impl Group {
    /// Surnames or clans, most frequent first; none for Kinh, whose table has weights.
    pub(super) fn lines(self) -> &'static [&'static str] {
        match self {
            Group::Kinh | Bahnar | Koho => &[],
            Tay => &[
                "Nông", "Hoàng", "Lương", "Lý", "Vi", "Triệu", "Hứa", "Bế", "Ma", "Đàm", "La",
                "Lục", "Chu", "Mông", "Sầm", "Hà", "Lô",
            ],
            Thai => &[
                "Lò", "Quàng", "Cà", "Lường", "Tòng", "Vì", "Cầm", "Hoàng", "Vi", "Lộc", "Lữ",
                "Hà", "Mè", "Bạc",
            ],
            Muong => &[
                "Bùi", "Đinh", "Hà", "Quách", "Bạch", "Phùng", "Phạm", "Trương", "Xa",
            ],
            Hmong => &[
                "Giàng", "Vàng", "Sùng", "Mùa", "Thào", "Lầu", "Vừ", "Ly", "Hờ", "Hạng", "Cứ",
                "Má", "Chá", "Tráng", "Lù", "Lý", "Hầu", "Sùng",
            ],
            Dao => &[
                "Triệu", "Bàn", "Đặng", "Phàn", "Chảo", "Tẩn", "Lý", "Phùng", "Tăng",
            ],
            Khmer => &[
                "Thạch", "Danh", "Sơn", "Kim", "Châu", "Lâm", "Trà", "Lý", "Kiên", "Thị", "Tăng",
                "Chau", "Huỳnh",
            ],
            Cham => &[
                "Đàng",
                "Quảng",
                "Báo",
                "Lưu",
                "Thiên",
                "Đổng",
                "Hán",
                "Trượng",
                "Bá",
                "Từ",
            ],
            Hoa => &[
                "Trần", "Lý", "Lâm", "Quách", "Vương", "Tăng", "Diệp", "Lưu", "Mã", "Hứa", "Ông",
                "Thái", "Huỳnh", "Trương",
            ],
            Ede => &[
                "Niê", "Mlô", "Êban", "Ayun", "Kbuôr", "Byă", "Ktla", "Bkrông", "Êñuôl", "Kpơr",
                "Hđơk",
            ],
            Jarai => &[
                "Rơ Châm",
                "Ksor",
                "Siu",
                "Kpă",
                "Rơ Mah",
                "Nay",
                "Rah Lan",
                "Puih",
                "Rmah",
            ],
        }
    }

    pub(super) fn personal(self) -> Option<&'static Personal> {
        match self {
            Hmong => Some(&HMONG),
            Khmer => Some(&KHMER),
            Ede => Some(&EDE),
            Jarai => Some(&JARAI),
            Bahnar => Some(&BAHNAR),
            Koho => Some(&KOHO),
            Group::Kinh | Tay | Thai | Muong | Dao | Cham | Hoa => None,
        }
    }

    /// What stands before the personal name instead of a surname or middle name.
    pub(super) fn mark(self, sex: Sex) -> &'static str {
        match (self, sex) {
            (Ede, Sex::Male) | (Bahnar, Sex::Female) => "Y",
            (Ede | Jarai, Sex::Female) => "H'",
            (Bahnar | Hmong, Sex::Male) => "A",
            (Koho, Sex::Male) => "K'",
            (Koho, Sex::Female) => "Ka",
            (Hmong | Khmer, Sex::Female) => "Thị",
            _ => "",
        }
    }
}

/// Every text of these tables.
pub(super) fn texts() -> impl Iterator<Item = &'static str> {
    let all = [
        Tay, Thai, Muong, Hmong, Dao, Khmer, Cham, Hoa, Ede, Jarai, Bahnar, Koho,
    ];
    all.into_iter().flat_map(|group| {
        let names = group
            .personal()
            .into_iter()
            .flat_map(|personal| personal.male.iter().chain(personal.female));
        let marks = [Sex::Male, Sex::Female].map(|sex| group.mark(sex));
        group.lines().iter().chain(names).copied().chain(marks)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_leave_room_for_the_rest() {
        for (province, shares) in SHARES {
            let total: f64 = shares.iter().map(|row| row.1).sum();
            assert!(total <= 100.0, "{province}");
        }
    }

    #[test]
    fn every_part_is_composed_text_without_outer_spaces() {
        use unicode_normalization::is_nfc;
        for text in texts() {
            assert!(is_nfc(text) && text.trim() == text, "{text:?}");
        }
    }
}
