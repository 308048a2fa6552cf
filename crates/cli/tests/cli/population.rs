//! `khien population build`.

use crate::scene::{REGISTER, Scene};

#[test]
fn an_extract_becomes_an_index_and_the_figures_say_so() {
    let scene = Scene::new();
    scene.file("register.csv", REGISTER);
    let ran = scene.khien("population build --input register.csv --out r.kidx --json");
    assert_eq!(ran.status, 0, "{ran:?}");
    let json = ran.json();
    assert_eq!(json["people"], 4);
    assert_eq!(json["out"], "r.kidx");
    assert_eq!(
        json["bytes"],
        scene.path("r.kidx").metadata().unwrap().len()
    );
    assert_eq!(scene.names("."), ["r.kidx", "register.csv"]);
}

#[test]
fn aliases_and_extra_columns_are_read_and_unusable_rows_counted() {
    let scene = Scene::new();
    let extract = "cmnd,cccd,full_name,dob,sex,commune,household\n\
                   ,034095287247,Nguyễn Văn Hiếu,1995-02-09,M,12688,7\n\
                   ,12,Lê Thị Mai,1990-01-01,F,12688,8\n\
                   ,034190000001,,1990-01-01,F,12688,8\n\
                   ,034190000002,Lê Thị Mai,never,F,12688,8\n";
    scene.file("register.csv", extract);
    let ran = scene.khien("population build --input register.csv --out r.kidx --json");
    let json = ran.json();
    assert_eq!(json["people"], 1, "{ran:?}");
    for reason in ["personal_id", "full_name", "date_of_birth"] {
        assert_eq!(json["rejected"][reason], 1, "{reason}");
    }
}

#[test]
fn equal_extracts_give_equal_indexes() {
    let scene = Scene::with_register();
    let again = scene.khien("population build --input register.csv --out again.kidx");
    assert_eq!(again.status, 0);
    let read = |name: &str| std::fs::read(scene.path(name)).unwrap();
    assert!(read("register.kidx") == read("again.kidx"));
}

#[test]
fn an_extract_without_people_or_columns_builds_nothing() {
    let scene = Scene::new();
    scene.file("empty.csv", REGISTER.lines().next().unwrap());
    scene.file("other.csv", "a,b\n1,2\n");
    let empty = scene.khien("population build --input empty.csv --out r.kidx");
    empty.failed_with(1, &["empty.csv", "no usable row"]);
    let other = scene.khien("population build --input other.csv --out r.kidx");
    other.failed_with(1, &["other.csv", "missing column", "personal_id"]);
    let absent = scene.khien("population build --input absent.csv --out r.kidx");
    absent.failed_with(1, &["absent.csv", "cannot be read"]);
    let itself = scene.khien("population build --input other.csv --out other.csv");
    itself.failed_with(2, &["other.csv", "is the extract itself"]);
    assert_eq!(scene.names("."), ["empty.csv", "other.csv"]);
}
