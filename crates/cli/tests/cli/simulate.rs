//! `khien simulate`, and the whole way from an invented nation to its evaluation.

use crate::scene::Scene;
use std::fs;

const SIMULATE: &str = "simulate --people 3000 --records 2000 --seed 7 --out nation";

#[test]
fn an_invented_nation_goes_through_everything() {
    let scene = Scene::new();
    let made = scene.khien(&format!("{SIMULATE} --json"));
    assert_eq!(made.status, 0, "{made:?}");
    assert_eq!(made.json()["people"], 3000);
    let names = scene.names("nation");
    assert_eq!(
        names,
        ["population.parquet", "records.parquet", "truth.parquet"]
    );
    let built = scene.khien("population build --input nation/population.parquet --out n.kidx");
    assert_eq!(built.status, 0, "{built:?}");
    let verified = scene
        .khien("verify --population n.kidx --records nation/records.parquet --out out --reveal");
    assert_eq!(verified.status, 0, "{verified:?}");
    let evaluated = scene.khien(
        "evaluate --verdicts out/verdicts.parquet --truth nation/truth.parquet --out out --json",
    );
    assert_eq!(evaluated.status, 0, "{evaluated:?}");
    let json = evaluated.json();
    assert_eq!(json["coverage"]["judged"], 2000);
    assert_eq!(json["coverage"]["without_verdict"], 0);
    let f1 = json["links"]["automatic_and_review"]["f1"]
        .as_f64()
        .unwrap();
    assert!(f1 > 0.9, "F1 {f1}");
    let written = fs::read(scene.path("out/evaluation.json")).unwrap();
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&written).unwrap(),
        json
    );
    let picture = fs::read_to_string(scene.path("out/calibration.svg")).unwrap();
    assert!(picture.contains("<circle"));
}

#[test]
fn equal_seeds_give_equal_files() {
    let scene = Scene::new();
    for out in ["nation", "again"] {
        assert_eq!(scene.khien(&SIMULATE.replace("nation", out)).status, 0);
    }
    for name in ["population.parquet", "records.parquet", "truth.parquet"] {
        let read = |folder: &str| fs::read(scene.path(folder).join(name)).unwrap();
        assert!(read("nation") == read("again"), "{name}");
    }
}
