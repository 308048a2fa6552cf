//! Recovered cases: the commune enters them, nobody else.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::Site;

#[tokio::test]
async fn the_commune_enters_a_case_once() {
    let site = Site::new().await;
    let roles = [Role::Clerk, Role::CommuneStation];
    let station = site.sign_in("Tô Thị Duyên", &roles).await;
    let person = station
        .register("Lê Thị Trang", "14/11/1992", "034192221064")
        .await;
    let page = station.open(&format!("/station/people/{person}")).await;
    let address = format!("/station/recovered/new?person={person}");
    assert!(page.text.contains(&address), "the way there");
    let form = station.open(&address).await;
    let id = form.after("name=\"id\" value=\"").to_owned();
    let mut case = vec![
        ("id", id.as_str()),
        ("positive", "2/2/2022"),
        ("recovered", "1/2/2022"),
        ("test", "pcr"),
    ];
    let refused = station.send(&form, &address, &case).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Ngày khỏi phải sau ngày dương tính"));
    case[2] = ("recovered", "14/2/2022");
    let saved = station.send(&form, &address, &case).await;
    let list = station.open(saved.location()).await;
    assert!(list.text.contains("<h1>1 người đã khỏi bệnh</h1>"));
    assert!(list.text.contains("Lê Thị Trang") && list.text.contains("14/02/2022"));
    let form = station.open(&address).await;
    let id = form.after("name=\"id\" value=\"").to_owned();
    case[0] = ("id", &id);
    let again = station.send(&form, &address, &case).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("đã có lần dương tính ngày đó"));
}

#[tokio::test]
async fn others_neither_see_nor_enter_cases() {
    let site = Site::new().await;
    let clerk = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let person = clerk
        .register("Lê Thị Trang", "14/11/1992", "034192221064")
        .await;
    let page = clerk.open(&format!("/station/people/{person}")).await;
    assert!(!page.text.contains("/station/recovered/new"));
    let list = clerk.open("/station/recovered").await;
    assert_eq!(list.status, StatusCode::FORBIDDEN);
    let form = format!("/station/recovered/new?person={person}");
    assert_eq!(clerk.open(&form).await.status, StatusCode::FORBIDDEN);
}
