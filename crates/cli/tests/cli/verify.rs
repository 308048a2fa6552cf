//! `khien verify` on plain records: files, columns, order, secrecy.

use crate::scene::Scene;
use std::fs;

const VERIFY: &str = "verify --population register.kidx --records records.csv --out out";

#[test]
fn verdicts_stand_in_the_order_of_the_records_with_the_promised_columns() {
    let scene = Scene::with_register();
    let ran = scene.khien(VERIFY);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(
        scene.names("out"),
        ["report.html", "summary.json", "verdicts.parquet"]
    );
    let verdicts = scene.verdicts("out");
    let get = |column: &str| -> Vec<&str> {
        verdicts
            .iter()
            .map(|verdict| verdict[column].as_str())
            .collect()
    };
    assert_eq!(
        get("record_id"),
        ["right", "old", "year", "none", "nobody", "noname"]
    );
    let classes = [
        "verified",
        "verified",
        "mismatch",
        "no_number",
        "not_found",
        "unsendable",
    ];
    assert_eq!(get("class"), classes);
    assert_eq!(get("id_state")[..4], ["ok", "old_number", "ok", "missing"]);
    assert_eq!(get("name_state")[..3], ["equivalent", "ok", "ok"]);
    assert_eq!(get("date_of_birth_state")[2], "differs");
    assert_eq!(get("band")[..2], ["automatic", "automatic"]);
    assert_eq!(get("band")[4], "none");
    let columns: Vec<&str> = verdicts[0].keys().map(String::as_str).collect();
    let promised = [
        "band",
        "class",
        "commune_state",
        "date_of_birth_state",
        "explanation",
        "id_state",
        "name_state",
        "probability",
        "reason",
        "record_id",
        "sex_state",
    ];
    assert_eq!(columns, promised);
}

#[test]
fn nothing_of_the_register_is_written_unless_revealed() {
    let scene = Scene::with_register();
    assert_eq!(scene.khien(VERIFY).status, 0);
    for name in ["summary.json", "report.html"] {
        let text = fs::read_to_string(scene.path("out").join(name)).unwrap();
        for value in [
            "034095287247",
            "034195670937",
            "Nga",
            "1995-03-06",
            "06/03/1995",
        ] {
            assert!(!text.contains(value), "{value} is in {name}");
        }
    }
    for verdict in scene.verdicts("out") {
        assert!(!verdict.contains_key("matched_key"));
        let explanation = &verdict["explanation"];
        assert!(!explanation.contains("0341") && !explanation.contains("register="));
    }
}

#[test]
fn revealed_verdicts_name_the_person_where_one_is_proposed() {
    let scene = Scene::with_register();
    assert_eq!(scene.khien(&format!("{VERIFY} --reveal")).status, 0);
    let verdicts = scene.verdicts("out");
    let keys: Vec<Option<&String>> = verdicts.iter().map(|v| v.get("matched_key")).collect();
    let (hieu, nga) = ("034095287247".to_owned(), "034195670937".to_owned());
    assert_eq!(
        keys[..5],
        [Some(&hieu), Some(&hieu), Some(&nga), Some(&nga), None]
    );
    assert!(verdicts[2]["explanation"].contains("1995-03-06"));
}

#[test]
fn json_holds_the_summary_and_apart_from_it_the_timing() {
    let scene = Scene::with_register();
    let ran = scene.khien(&format!("{VERIFY} --json --threads 1"));
    let printed = ran.json();
    assert_eq!(printed["records"]["all"], 6, "{ran:?}");
    assert_eq!(printed["by_class"]["verified"], 2);
    assert_eq!(printed["by_class"]["exempt"], 0);
    assert_eq!(printed["files"][0]["file"], "records.csv");
    assert_eq!(printed["files"][0]["kind"], "records");
    assert_eq!(printed["timing"]["threads"], 1);
    let summary: serde_json::Value =
        serde_json::from_slice(&fs::read(scene.path("out/summary.json")).unwrap()).unwrap();
    assert!(summary.get("timing").is_none());
    for (key, value) in summary.as_object().unwrap() {
        assert_eq!(printed[key], *value, "{key}");
    }
}

#[test]
fn aliases_and_parquet_of_the_same_records_give_the_same_verdicts() {
    let scene = Scene::with_register();
    assert_eq!(scene.khien(VERIFY).status, 0);
    let text = fs::read_to_string(scene.path("records.csv")).unwrap();
    let head = "sid;id_no;full_name;dob;sex;commune";
    let others: Vec<String> = text.lines().skip(1).map(|l| l.replace(',', ";")).collect();
    scene.file("aliases.csv", format!("{head}\n{}\n", others.join("\n")));
    let again = scene.khien(
        &VERIFY
            .replace("records.csv", "aliases.csv")
            .replace("out out", "out again"),
    );
    assert_eq!(again.status, 0, "{again:?}");
    assert_eq!(scene.verdicts("out"), scene.verdicts("again"));
}

#[test]
fn two_files_of_one_name_are_told_apart() {
    let scene = Scene::with_register();
    for folder in ["a", "b"] {
        fs::create_dir(scene.path(folder)).unwrap();
        let header = "STT,Họ và tên,Ngày sinh,Giới tính,CMND/CCCD/Hộ chiếu,Tên vắc xin,Ngày tiêm";
        let row = "1,Trần Thị Nga,06/03/1995,Nữ,034195670937,AstraZeneca,01/10/2021";
        scene.file(
            &format!("{folder}/list.csv"),
            format!("{header}\n{row}\n{row}\n"),
        );
    }
    let ran = scene.khien(
        "verify --population register.kidx --records a/list.csv b/list.csv --out out --json",
    );
    assert_eq!(ran.status, 0, "{ran:?}");
    let ids: Vec<String> = scene
        .verdicts("out")
        .into_iter()
        .map(|mut v| v.remove("record_id").unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "list.csv##2",
            "list.csv##3",
            "list (2).csv##2",
            "list (2).csv##3"
        ]
    );
    let json = ran.json();
    assert_eq!(json["people"]["all"], 1, "the same person in four rows");
    assert_eq!(json["doses"]["all"], 4);
    assert_eq!(json["files"][1]["people"], 1);
}

#[test]
fn a_dose_file_comes_back_with_its_results_and_reads_as_before() {
    let scene = Scene::with_register();
    let header = "STT;Họ và tên;Ngày sinh;Giới tính;CMND/CCCD/Hộ chiếu;Tên vắc xin;Ngày tiêm";
    let row = "1;Trần Thị Nga;06/03/1995;Nữ;\"=\"\"034195670937\"\"\";AstraZeneca;01/10/2021";
    scene.file("doses.csv", format!("{header}\n{row}\n"));
    let verify = "verify --population register.kidx --records doses.csv --out out";
    assert_eq!(scene.khien(verify).status, 0);
    let copy = fs::read_to_string(scene.path("out/doses.csv")).unwrap();
    let expected = format!("\u{feff}{header};Kết quả import\r\n{row};Đúng thông tin\r\n");
    assert_eq!(copy, expected);
    let again = "verify --population register.kidx --records out/doses.csv --out again";
    assert_eq!(scene.khien(again).status, 0);
    assert_eq!(scene.verdicts("out"), scene.verdicts("again"));
}

#[test]
fn results_never_overwrite_their_source() {
    let scene = Scene::with_register();
    let ran = scene.khien("verify --population register.kidx --records records.csv --out .");
    ran.failed_with(2, &["records.csv", "--out"]);
}
