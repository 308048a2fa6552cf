//! The examples of `docs/how-to/use-the-api.md` work as they are printed.

use axum::http::{Method, StatusCode};
use khien_domain::rights::{Act, Scope};

use crate::support::{COMMUNE, STATION, Site, id7};

const TEXT: &str = include_str!("../../../../docs/how-to/use-the-api.md");

/// Path, headers and body of a `curl`.
struct Call {
    path: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

fn calls() -> Vec<Call> {
    let blocks = TEXT.split("```sh\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap().replace("\\\n", " "));
    blocks.map(|block| read(&block)).collect()
}

fn read(block: &str) -> Call {
    let path = block.split("$KHIEN/api/v1").nth(1).unwrap();
    let headers = block.split("-H \"").skip(1).map(|rest| {
        let header = rest.split('"').next().unwrap();
        let (name, value) = header.split_once(": ").unwrap();
        (name.to_ascii_lowercase(), value.to_owned())
    });
    let body = block.split("-d '").nth(1);
    Call {
        path: path.split('"').next().unwrap().to_owned(),
        headers: headers.collect(),
        body: body.map(|rest| rest.split('\'').next().unwrap().to_owned()),
    }
}

#[tokio::test]
async fn every_example_is_answered() {
    let site = Site::new().await;
    site.add_person(1, COMMUNE).await;
    let here = Scope::Facility(STATION.to_owned());
    let acts = [Act::ApiDoseRecord, Act::ApiPersonRead];
    let partner = site.partner(here, &acts, 600).await;
    let mut answered = Vec::new();
    for call in calls() {
        let mut client = partner.clone();
        for (name, value) in &call.headers {
            match (name.as_str(), value.as_str()) {
                ("authorization", shown) => assert_eq!(shown, "Bearer $TOKEN"),
                (name, "$ID") => client = client.with(name, &id7(70).to_string()),
                (name, value) => client = client.with(name, value),
            }
        }
        let method = if call.body.is_some() {
            Method::POST
        } else {
            Method::GET
        };
        let answer = client.call(&method, &call.path, call.body).await;
        assert!(answer.status.is_success(), "{}: {}", call.path, answer.json);
        answered.push(answer.status);
    }
    assert_eq!(
        answered,
        [StatusCode::OK, StatusCode::CREATED, StatusCode::OK]
    );
}
