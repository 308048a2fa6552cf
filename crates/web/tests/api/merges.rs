//! Records joined and parted by the API, and long lists read page by page.

use axum::http::StatusCode;
use khien_domain::rights::{Assignment, Role, Scope};
use serde_json::{Value, json};

use crate::support::{COMMUNE, Client, Site, id7};

async fn station(site: &Site) -> Client<'_> {
    let here = Scope::Commune(COMMUNE.to_owned());
    site.staff(&[Assignment::lasting(Role::CommuneStation, here)])
        .await
}

/// Enters somebody; gives the address of the record.
async fn entered(client: &Client<'_>, number: u128, name: &str) -> String {
    let body = json!({
        "id": id7(number), "another_person": true,
        "person": { "full_name": name, "date_of_birth": "1965-02-10", "commune_code": COMMUNE },
    });
    let made = client.post("/persons", body).await;
    made.done(StatusCode::CREATED);
    format!("/persons/{}", id7(number))
}

fn other(number: u128, version: i64) -> Value {
    json!({ "id": id7(number), "version": version })
}

#[tokio::test]
async fn two_records_are_joined_once_looked_at_and_parted_again() {
    let site = Site::new().await;
    let client = station(&site).await;
    let lan = entered(&client, 50, "Phạm Thị Lan").await;
    let twin = entered(&client, 51, "Phạm Thị Lan").await;
    let look = json!({ "other": id7(51) });
    let preview = client.post(&format!("{lan}/merge-preview"), look).await;
    assert_eq!(preview.done(StatusCode::OK)["twins"], json!([]));

    let merge = format!("{lan}/merge");
    let body = json!({ "id": id7(60), "other": other(51, 1), "reason": "một người" });
    let blind = client.post(&merge, body.clone()).await;
    assert_eq!(blind.problem(), (428, "version-missing"));
    let seen = client.with("if-match", "\"1\"");
    for _ in 0..2 {
        let joined = seen.post(&merge, body.clone()).await;
        let joined = joined.done(StatusCode::OK);
        assert_eq!(
            (&joined["state"], &joined["version"]),
            (&json!("active"), &json!(2))
        );
    }
    let gone = client.get(&twin).await;
    assert_eq!(gone.done(StatusCode::OK)["merged_into"], json!(id7(50)));
    let mut reused = body;
    reused["other"] = other(52, 1);
    let reused = seen.post(&merge, reused).await;
    assert_eq!(reused.problem(), (422, "key-reused"));

    let merges = client.get(&format!("{lan}/merges")).await;
    assert_eq!(
        merges.done(StatusCode::OK)["merges"][0]["other"],
        json!(id7(51))
    );
    let split = format!("/merges/{}/split", id7(60));
    let why = json!({ "reason": "hai chị em" });
    let stale = seen.post(&split, why.clone()).await;
    assert_eq!(stale.problem(), (412, "version-changed"));
    let tag = stale.json["current_etag"].as_str().unwrap().to_owned();
    let parted = client.with("if-match", &tag).post(&split, why).await;
    parted.done(StatusCode::OK);
    let back = client.get(&twin).await;
    assert_eq!(back.done(StatusCode::OK)["state"], "active");
}

#[tokio::test]
async fn whoever_was_faster_is_shown_and_what_makes_no_sense_is_pointed_at() {
    let site = Site::new().await;
    let client = station(&site).await;
    let lan = entered(&client, 50, "Phạm Thị Lan").await;
    entered(&client, 51, "Phạm Thị Lan").await;
    let seen = client.with("if-match", "\"1\"");
    let merge = async |other: Value| {
        let body = json!({ "id": id7(60), "other": other, "reason": "một người" });
        seen.post(&format!("{lan}/merge"), body).await
    };
    let stale = merge(other(51, 7)).await;
    assert_eq!(stale.problem(), (412, "version-changed"));
    assert_eq!(
        stale.json["current"]["id"],
        json!(id7(51)),
        "the other changed"
    );
    assert_eq!(
        merge(other(50, 1)).await.fault(),
        ("/other", "not-with-this")
    );
    assert_eq!(merge(other(999, 1)).await.problem(), (404, "not-found"));
}

#[tokio::test]
async fn doses_of_two_people_in_one_record_are_parted() {
    let site = Site::new().await;
    let client = station(&site).await;
    let clerk = site.clerk().await;
    let lan = entered(&clerk, 50, "Phạm Thị Lan").await;
    let dose = json!({
        "id": id7(60), "person": id7(50), "product": "comirnaty", "given_on": "2021-08-01",
    });
    clerk.post("/doses", dose).await.done(StatusCode::CREATED);
    let seen = client.with("if-match", "\"1\"");
    let part = format!("{lan}/separate");
    let new = json!({ "id": id7(51), "person": { "full_name": "Phạm Thị Liên", "commune_code": COMMUNE } });
    let body = json!({ "doses": [id7(60)], "to_new": new, "reason": "hai chị em" });
    for (field, value, fault) in [
        ("doses", json!([]), ("/doses", "missing")),
        ("to_new", Value::Null, ("/to_new", "missing")),
        ("to_known", other(52, 1), ("/to_known", "not-with-this")),
    ] {
        let mut wrong = body.clone();
        wrong[field] = value;
        assert_eq!(seen.post(&part, wrong).await.fault(), fault, "{field}");
    }
    for _ in 0..2 {
        seen.post(&part, body.clone()).await.done(StatusCode::OK);
    }
    let theirs = client.get(&format!("/persons/{}/doses", id7(51))).await;
    let theirs = &theirs.done(StatusCode::OK)["doses"];
    assert_eq!(theirs[0]["id"], json!(id7(60)));
}

#[tokio::test]
async fn a_cluster_is_ordered_once_and_its_job_tells_how_far_it_is() {
    let site = Site::new().await;
    let client = station(&site).await;
    let lan = entered(&client, 50, "Phạm Thị Lan").await;
    for number in [51, 52] {
        entered(&client, number, "Phạm Thị Lan").await;
    }
    let order = format!("{lan}/merge-cluster");
    let body = json!({
        "id": id7(60), "others": [other(51, 1), other(52, 1)], "reason": "một máy",
    });
    for _ in 0..2 {
        let job = client.post(&order, body.clone()).await;
        assert_eq!(job.header("location"), format!("/api/v1/jobs/{}", id7(60)));
        assert_eq!(job.done(StatusCode::ACCEPTED)["of"], 2);
    }
    let job = format!("/jobs/{}", id7(60));
    assert_eq!(client.get(&job).await.done(StatusCode::OK)["done"], 0);
    let stranger = station(&site).await;
    assert_eq!(stranger.get(&job).await.problem(), (404, "not-found"));
    let mut stale = body.clone();
    (stale["id"], stale["others"]) = (json!(id7(61)), json!([other(51, 9)]));
    assert_eq!(
        client.post(&order, stale).await.problem(),
        (412, "version-changed")
    );
    let mut nobody = body;
    (nobody["id"], nobody["others"]) = (json!(id7(61)), json!([]));
    assert_eq!(
        client.post(&order, nobody).await.fault(),
        ("/others", "missing")
    );
}

#[tokio::test]
async fn a_history_is_read_to_its_beginning_page_by_page() {
    let site = Site::new().await;
    let client = station(&site).await;
    let lan = entered(&client, 50, "Phạm Thị Lan").await;
    for _ in 0..6 {
        client.get(&lan).await.done(StatusCode::OK);
    }
    let mut acts: Vec<String> = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    let mut next = String::new();
    for _ in 0..9 {
        let page = client.get(&format!("{lan}/history?limit=2{next}")).await;
        let page = page.done(StatusCode::OK).clone();
        for entry in page["entries"].as_array().unwrap() {
            acts.push(entry["act"].as_str().unwrap().to_owned());
            ids.push(entry["id"].as_str().unwrap().to_owned());
        }
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(acts.last().map(String::as_str), Some("person_register"));
    let reads = acts.iter().filter(|act| *act == "person_read").count();
    // What is noted while somebody turns the pages stands above the first of them.
    assert_eq!(reads, 6, "{acts:?}");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), acts.len(), "no entry comes twice");
    let verdicts = client.get(&format!("{lan}/verdicts?limit=1")).await;
    assert_eq!(verdicts.done(StatusCode::OK)["next"], Value::Null);
    for wrong in ["limit=0", "limit=201", "cursor=x"] {
        let refused = client.get(&format!("{lan}/history?{wrong}")).await;
        assert_eq!(refused.problem(), (400, "query-unreadable"), "{wrong}");
    }
}

#[tokio::test]
async fn the_ministry_sets_a_policy_and_everybody_reads_it() {
    let site = Site::new().await;
    let ministry = Assignment::lasting(Role::PreventiveMedicine, Scope::Nation);
    let ministry = site.staff(&[ministry]).await;
    let mut body = json!({
        "key": "observation_minutes", "value": "15", "valid_from": "2022-06-01",
        "reason": "công văn 2000/BYT-DP",
    });
    let path = "/catalogue/policies";
    let set = ministry.post(path, body.clone()).await;
    assert_eq!(set.done(StatusCode::OK)["source"], "công văn 2000/BYT-DP");
    let clerk = site.clerk().await;
    let read = clerk.get(path).await;
    let read = read.done(StatusCode::OK)["policies"]
        .as_array()
        .unwrap()
        .clone();
    let minutes = read.iter().filter(|it| it["key"] == "observation_minutes");
    let values: Vec<&Value> = minutes.map(|it| &it["value"]).collect();
    assert_eq!(values, ["30", "15"]);
    assert_eq!(clerk.post(path, body.clone()).await.problem().0, 403);
    body["value"] = json!("half an hour");
    assert_eq!(
        ministry.post(path, body.clone()).await.problem(),
        (422, "policy-value")
    );
    body["key"] = json!("watch");
    assert_eq!(
        ministry.post(path, body.clone()).await.problem(),
        (422, "policy-unknown")
    );
    body["reason"] = json!(" ");
    assert_eq!(
        ministry.post(path, body).await.fault(),
        ("/reason", "missing")
    );
}
