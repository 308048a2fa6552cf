//! The file that is imported, and the register behind it: invented people, mistyped as people do.

use std::fmt::Write as _;
use std::path::Path;

use khien_domain::RegisterRow;
use khien_linkage::{IndexBuilder, PopulationIndex};
use khien_population::IndexedRegister;
use khien_synth::{BirthYears, Plan, Records, Register};

/// Doses of every five people: one has one, one three, the others two.
const DOSES_OF_FIVE: [u64; 5] = [2, 1, 2, 3, 2];
/// Days of the three waves, and how many days each lasts.
const WAVES: [(&str, i64); 3] = [("2021-07-05", 60), ("2021-10-04", 60), ("2022-03-01", 60)];
const HEADER: &str = "STT,Họ và tên,Ngày sinh,Giới tính,CMND/CCCD/Hộ chiếu,Số điện thoại,Mã xã,\
                      Nhóm ưu tiên,Mũi thứ,Loại mũi,Tên vắc xin,Số lô,Ngày tiêm,Mã cơ sở\n";

fn plan(rows: u64) -> Plan {
    // Two doses each on average; the register holds a fifth more people than are vaccinated.
    let people = rows / 2 + 1;
    let mut plan = Plan::new(people + people / 5, people, 7);
    plan.birth_years = Some(BirthYears::new(1940, 2003).unwrap());
    plan
}

/// An index over everybody.
pub(crate) fn register(rows: u64, folder: &Path) -> IndexedRegister {
    let path = folder.join("register.kidx");
    let mut builder = IndexBuilder::new();
    for row in Register::generate(&plan(rows)).unwrap().rows() {
        let row = RegisterRow {
            key: &row.pid,
            personal_id: &row.personal_id,
            old_cmnd: &row.old_cmnd,
            full_name: &row.full_name,
            date_of_birth: &row.date_of_birth,
            sex: &row.sex,
            commune_code: &row.commune_code,
        };
        builder.push(&row).unwrap();
    }
    builder.finish(&path).unwrap();
    IndexedRegister::new(PopulationIndex::open(&path).unwrap())
}

/// One line a dose, in the order in which the doses were given: a person's later doses come long
/// after the first.
pub(crate) fn doses(rows: u64) -> Vec<u8> {
    let plan = plan(rows);
    let register = Register::generate(&plan).unwrap();
    let records = Records::new(&plan, &register).unwrap();
    let mut text = HEADER.to_owned();
    let mut line = 0;
    for (wave, (first, days)) in (1..).zip(WAVES) {
        let first: jiff::civil::Date = first.parse().unwrap();
        for (number, (typed, _)) in (0..plan.records).zip(records.iter()) {
            let has = DOSES_OF_FIVE[usize::try_from(number % 5).unwrap()];
            if has < wave || line == rows {
                continue;
            }
            line += 1;
            let day = i64::try_from(number).unwrap() * days / i64::try_from(plan.records).unwrap();
            let date = first + jiff::Span::new().days(day);
            // Half of the people have a phone.
            let phone = number
                .is_multiple_of(2)
                .then(|| format!("09{:08}", number * 7_919 % 100_000_000));
            writeln!(
                text,
                "{line},{},{},{},{},{},{},{},{wave},{},Comirnaty,FK{:04},{}/{}/{},{}",
                typed.full_name.replace(',', " "),
                typed.date_of_birth,
                typed.sex,
                typed.id_number,
                phone.unwrap_or_default(),
                typed.commune_code,
                number % 16 + 1,
                if wave < 3 {
                    "Cơ bản"
                } else {
                    "Nhắc lại"
                },
                number % 400,
                date.day(),
                date.month(),
                date.year(),
                super::world::FACILITIES[usize::try_from(number % 10).unwrap()],
            )
            .unwrap();
        }
    }
    text.into_bytes()
}
