//! One record that is two people: doses go to a new record, or to one that is known.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::merges::{HEAD, dose};
use crate::support::{Answer, Browser, Site};

/// A record with two doses, of which one is a sister's; the record and the sister's dose.
async fn mixed(head: &Browser<'_>) -> (String, String) {
    let person = head
        .register("Lê Thị Trang", "14/11/1992", "034192221064")
        .await;
    dose(head, &person, "FK0112", "1/9/2021").await;
    dose(head, &person, "FK0777", "1/12/2021").await;
    let page = head
        .open(&format!("/station/people/{person}/separate/new"))
        .await;
    let before = page.text.split("FK0777").next().unwrap();
    let sisters = before.rsplit("name=\"dose\" value=\"").next().unwrap();
    (person, sisters.split('"').next().unwrap().to_owned())
}

fn hidden<'a>(page: &'a Answer, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let names = ["version", "other", "id"];
    let value = |name: &str| page.after(&format!("name=\"{name}\" value=\""));
    let hidden = names.map(|name| (name, value(name)));
    hidden.into_iter().chain(more.iter().copied()).collect()
}

const SISTER: [(&str, &str); 6] = [
    ("full_name", "Lê Thị Trâm"),
    ("born_d", "2"),
    ("born_m", "3"),
    ("born_y", "1995"),
    ("sex", "F"),
    ("commune", "12688"),
];

#[tokio::test]
async fn a_dose_of_a_sister_gets_a_record_of_her_own() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &HEAD).await;
    let (person, sisters) = mixed(&head).await;
    let page = head.open(&format!("/station/people/{person}")).await;
    assert!(
        page.text
            .contains(&format!("/station/people/{person}/separate"))
    );
    let asked = head
        .open(&format!("/station/people/{person}/separate"))
        .await;
    assert!(asked.text.contains("Người chưa có hồ sơ"));

    let address = format!("/station/people/{person}/separate/new");
    let form = head.open(&address).await;
    let silent = head.send(&form, &address, &hidden(&form, &SISTER)).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text.contains("Chưa chọn mũi nào"));
    assert!(
        silent.text.contains("value=\"Lê Thị Trâm\""),
        "what was typed stays"
    );

    let mut order = hidden(&form, &SISTER);
    order.extend([("dose", sisters.as_str()), ("reason", "hai chị em")]);
    let sure = head.send(&form, &address, &order).await;
    assert_eq!(sure.status, StatusCode::OK, "{}", sure.text);
    assert!(sure.text.contains("Chuyển 1 mũi sang Lê Thị Trâm?"));
    assert!(
        sure.text
            .contains("name=\"full_name\" value=\"Lê Thị Trâm\"")
    );
    let kept = head.open(&format!("/station/people/{person}")).await;
    assert!(
        kept.text.contains("FK0777"),
        "nothing is done before the second yes"
    );

    let again = [&order[..], &[("back", "yes")]].concat();
    let again = head.send(&sure, &address, &again).await;
    assert!(again.text.contains(&format!("value=\"{sisters}\" checked")));
    let yes = [&order[..], &[("sure", "yes")]].concat();
    let done = head.send(&sure, &address, &yes).await;
    assert!(
        done.location().ends_with("?done=separated"),
        "{}",
        done.text
    );
    let other = head.open(done.location()).await;
    assert!(other.text.contains("<h1>Lê Thị Trâm</h1>") && other.text.contains("FK0777"));
    assert!(!other.text.contains("FK0112"));
    let first = head.open(&format!("/station/people/{person}")).await;
    assert!(first.text.contains("FK0112") && !first.text.contains("FK0777"));
    let twice = head.send(&sure, &address, &yes).await;
    assert!(twice.location().ends_with("?done=separated"), "sent twice");
}

#[tokio::test]
async fn a_dose_goes_to_somebody_who_is_known() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &HEAD).await;
    let (person, sisters) = mixed(&head).await;
    let sister = head.register("Lê Thị Trâm", "2/3/1995", "").await;
    let look = format!("/station/people/{person}/separate");
    let page = head.open(&look).await;
    let asked = head.send(&page, &look, &[("q", "le thi tram")]).await;
    assert!(!asked.location().contains("tram"), "no name in an address");
    let found = head.open(asked.location()).await;
    let address = format!("{look}/{sister}");
    assert!(found.text.contains(&address), "{}", found.text);
    let form = head.open(&address).await;
    assert!(form.text.contains("Lê Thị Trâm chưa có mũi nào."));
    let more = [
        ("dose", sisters.as_str()),
        ("reason", "hai chị em"),
        ("sure", "yes"),
    ];
    let mut stale = hidden(&form, &more);
    stale[0].1 = "1000";
    let refused = head.send(&form, &address, &stale).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Người khác vừa sửa"));
    let done = head.send(&form, &address, &hidden(&form, &more)).await;
    assert!(done.location().contains(&sister), "{}", done.text);
    let other = head.open(&format!("/station/people/{sister}")).await;
    assert!(other.text.contains("FK0777"));
}

#[tokio::test]
async fn the_pages_of_parting_are_in_english_too() {
    let site = Site::new().await;
    let mut head = site.sign_in("Đỗ Quang Hải", &HEAD).await;
    let (person, sisters) = mixed(&head).await;
    head.language = "en";
    let address = format!("/station/people/{person}/separate/new");
    let form = head.open(&address).await;
    assert!(
        form.text.contains("the other has no record yet"),
        "{}",
        form.text
    );
    let mut order = hidden(&form, &SISTER);
    order.extend([("dose", sisters.as_str()), ("reason", "sisters")]);
    let sure = head.send(&form, &address, &order).await;
    assert!(
        sure.text.contains("Hand one dose over to Lê Thị Trâm?"),
        "{}",
        sure.text
    );
}

#[tokio::test]
async fn a_record_is_parted_by_those_who_may() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &HEAD).await;
    let (person, _) = mixed(&head).await;
    let clerk = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let page = clerk.open(&format!("/station/people/{person}")).await;
    assert!(!page.text.contains("/separate"), "no button");
    for end in ["", "/new", &format!("/{person}")] {
        let refused = clerk
            .open(&format!("/station/people/{person}/separate{end}"))
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{end}");
    }
    let itself = format!("/station/people/{person}/separate/{person}");
    assert_eq!(head.open(&itself).await.status, StatusCode::NOT_FOUND);
}
