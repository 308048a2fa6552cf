//! `khien evaluate` on a few rows whose figures are worked out by hand.

use crate::scene::Scene;

/// Four people in the register of the scene; the truth names them by file and row.
const TRUTH: &str = "\
file,row,kind,person_key,true_personal_id,in_register,wrong_fields,faults,verify_expect,id_belongs_to,read_name,read_id,read_dob,read_sex
list.csv,2,person,P1,034095287247,1,,,match,,a,034095287247,1995-02-09,M
list.csv,3,person,P2,034195670937,1,dob,dob_year_only,mismatch,,b,034195670937,1995,F
list.csv,4,person,P2,034195670937,1,id,id_missing,no_or_malformed_id,,b,,1995-03-06,F
list.csv,5,person,X1,,0,,,not_found,,c,034099000001,1999-01-31,M
list.csv,6,total,,,,,,,,,,,
";

const LIST: &str = "\
STT,Họ và tên,Ngày sinh,Giới tính,CMND/CCCD/Hộ chiếu,Tên vắc xin,Ngày tiêm
1,Nguyễn Văn Hiếu,09/02/1995,Nam,034095287247,AstraZeneca,01/10/2021
2,Trần Thị Nga,1995,Nữ,034195670937,AstraZeneca,01/10/2021
3,Trần Thị Nga,06/03/1995,Nữ,,AstraZeneca,01/10/2021
4,Lý Quốc Bảo,31/01/1999,Nam,034099000001,AstraZeneca,01/10/2021
";

fn verified(reveal: &str) -> Scene {
    let scene = Scene::with_register();
    scene.file("list.csv", LIST);
    scene.file("truth.csv", TRUTH);
    let arguments = "verify --population register.kidx --records list.csv --out out";
    let ran = scene.khien(&format!("{arguments}{reveal}"));
    assert_eq!(ran.status, 0, "{ran:?}");
    scene
}

const EVALUATE: &str = "evaluate --verdicts out/verdicts.parquet --truth truth.csv --json";

#[test]
fn figures_are_those_worked_out_by_hand() {
    let scene = verified(" --reveal");
    let json = scene.khien(EVALUATE).json();
    assert_eq!(
        json["coverage"]["judged"], 4,
        "the line of totals is no person"
    );
    assert_eq!(json["coverage"]["without_verdict"], 0);
    assert_eq!(json["class"]["part"], 4);
    let links = &json["links"]["automatic_and_review"];
    assert_eq!(
        (&links["precision"]["part"], &links["precision"]["of"]),
        (&3.into(), &3.into())
    );
    assert_eq!(
        (&links["recall"]["part"], &links["recall"]["of"]),
        (&3.into(), &3.into())
    );
    assert_eq!(links["f1"], 1.0);
    // Wilson, 3 of 3: 3 / (3 + 1.96²) = 0.4385.
    let low = links["recall"]["interval"]["low"].as_f64().unwrap();
    assert!((low - 0.4385).abs() < 1e-4, "{low}");
    assert_eq!(json["verified_as_another"], 0);
    assert_eq!(json["kinds"]["dob_year_only"]["records"], 1);
    assert_eq!(json["kinds"]["not_in_register"]["records"], 1);
    assert_eq!(
        json["fields"]["date_of_birth"]["confusion"]["differs"]["differs"],
        1
    );
    assert_eq!(
        json["field_states"]["of"], 12,
        "three people in the register, four fields"
    );
}

#[test]
fn verdicts_without_keys_give_classes_but_no_links() {
    let scene = verified("");
    let json = scene.khien(EVALUATE).json();
    assert_eq!(json["links_judged"], false);
    assert_eq!(json["class"]["part"], 4);
    let text = scene.khien(EVALUATE.trim_end_matches(" --json")).out;
    assert!(text.contains("--reveal"), "{text}");
}

#[test]
fn files_that_are_no_truth_or_no_verdicts_are_named() {
    let scene = verified(" --reveal");
    scene.file("other.csv", "a,b\n1,2\n");
    scene
        .khien("evaluate --verdicts out/verdicts.parquet --truth other.csv")
        .failed_with(1, &["other.csv", "no truth that is known", "line 2"]);
    scene
        .khien("evaluate --verdicts truth.csv --truth truth.csv")
        .failed_with(1, &["truth.csv", "no readable Parquet file"]);
    scene
        .khien("evaluate --verdicts absent --truth truth.csv")
        .failed_with(1, &["absent", "cannot be read"]);
}
