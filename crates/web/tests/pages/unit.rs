//! People of the unit by what is wrong with their record.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::{FACTORY, Site};

async fn set_identity(site: &Site, person: &str, identity: &str) {
    let mut tx = site.registry.store().write().await.unwrap();
    let mut row = tx.person(person.parse().unwrap()).await.unwrap().unwrap();
    identity.clone_into(&mut row.identity);
    "id_number".clone_into(&mut row.identity_fields);
    assert!(tx.update_person(&row).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_station_sees_its_residents_by_fault() {
    let site = Site::new().await;
    let roles = [Role::Clerk, Role::CommuneStation];
    let clerk = site.sign_in("Tô Thị Duyên", &roles).await;
    let mut last = String::new();
    for number in 0..21 {
        let name = format!(
            "Lê Thị {}",
            "abcdefghiklmnopqrstuvxy".chars().nth(number).unwrap()
        );
        last = clerk
            .register(&name, "14/11/1992", &format!("0341922210{number:02}"))
            .await;
        set_identity(&site, &last, "mismatch").await;
    }
    let page = clerk.open("/station/unit").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("Người thường trú của xã"));
    assert!(
        page.text.contains("<b>21</b><span>Sai thông tin"),
        "{}",
        page.text
    );
    assert_eq!(page.text.matches("<a href=\"/station/people/").count(), 20);
    let next = page.after("&amp;after=").to_owned();
    let rest = clerk
        .open(&format!("/station/unit?kind=mismatch&after={next}"))
        .await;
    assert!(
        rest.text.contains(&last),
        "the last one stands on the next page"
    );
    let word = [
        ("id", page.after("name=\"id\" value=\"")),
        ("version", page.after("name=\"version\" value=\"")),
        ("person", page.after("name=\"person\" value=\"")),
        ("kind", "mismatch"),
        ("channel", "relative"),
    ];
    let unsaid = clerk
        .send(&page, "/station/unit/confirmed", &word[..4])
        .await;
    assert_eq!(unsaid.status, StatusCode::BAD_REQUEST, "how was it asked?");
    let stale = [word[0], ("version", "99"), word[2], word[3], word[4]];
    let stale = clerk.send(&page, "/station/unit/confirmed", &stale).await;
    assert!(stale.location().contains("fault-changed"));
    let said = clerk.send(&page, "/station/unit/confirmed", &word).await;
    let page = clerk.open(said.location()).await;
    assert!(page.text.contains("Xã đã xác nhận"), "{}", page.text);
    let mut tx = site.registry.store().read().await.unwrap();
    let kept = tx.confirmations(word[2].1.parse().unwrap()).await.unwrap();
    assert_eq!(kept[0].channel, "relative");
    drop(tx);
    let other = clerk.open("/station/unit?kind=no_number").await;
    assert!(other.text.contains("Không có ai như vậy"));
}

#[tokio::test]
async fn a_factory_sees_those_whom_it_vaccinated() {
    let site = Site::new().await;
    let station = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let person = station
        .register("Lê Thị Trang", "14/11/1992", "034192221064")
        .await;
    set_identity(&site, &person, "mismatch").await;
    let factory = site
        .sign_in_at("Vũ Thị Linh", &[Role::Clerk], FACTORY)
        .await;
    let page = factory.open("/station/unit").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(!page.text.contains("Lê Thị Trang"), "she never came");
    assert!(page.text.contains("Người đã tiêm ở cơ sở này"));
}
