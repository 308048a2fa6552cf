//! Two records that are one person are joined, and parted again.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::{Answer, Browser, Site};

pub(crate) const HEAD: [Role; 2] = [Role::FacilityHead, Role::Clerk];

pub(crate) async fn dose(head: &Browser<'_>, person: &str, lot: &str, day: &str) {
    let new = format!("/station/people/{person}/doses/new");
    let form = head.open(&new).await;
    let id = form.after("name=\"id\" value=\"").to_owned();
    let dose = [
        ("id", id.as_str()),
        ("product", "comirnaty"),
        ("lot", lot),
        ("day", day),
        ("kind", "primary"),
        ("ordinal", if day == "1/9/2021" { "1" } else { "2" }),
        ("place", "34001"),
    ];
    let saved = head.send(&form, &new, &dose).await;
    assert!(saved.location().ends_with("?done=dose"), "{}", saved.text);
}

/// Two records of one woman, a dose in each with another lot.
async fn twice(head: &Browser<'_>) -> (String, String) {
    let first = head
        .register("Lê Thị Trang", "14/11/1992", "034192221064")
        .await;
    let second = head.register("Lê Thi Trang", "14/11/1992", "").await;
    dose(head, &first, "FK0112", "1/9/2021").await;
    dose(head, &second, "FK0113", "1/9/2021").await;
    (first, second)
}

fn versions<'a>(page: &'a Answer, reason: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("id", page.after("name=\"id\" value=\"")),
        ("survivor", page.after("name=\"survivor\" value=\"")),
        ("loser", page.after("name=\"loser\" value=\"")),
        ("reason", reason),
    ]
}

#[tokio::test]
async fn two_records_are_joined_and_parted_again() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &HEAD).await;
    let (first, second) = twice(&head).await;
    let page = head.open(&format!("/station/people/{first}")).await;
    assert!(page.text.contains(&format!("{first}/merge")));
    let found = head.open(&format!("/station/people/{first}/merge")).await;
    let address = format!("/station/people/{first}/merge/{second}");
    assert!(found.text.contains(&address), "one name, one birth date");

    let page = head.open(&address).await;
    assert!(page.text.contains("khác nhau: giữ của hồ sơ ở lại"));
    let order = versions(&page, "một người hai hồ sơ");
    let asked = head.send(&page, &address, &order).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text.contains("chọn bản đúng"), "{}", asked.text);
    assert!(asked.text.contains("value=\"một người hai hồ sơ\""));
    let choice = page.after("name=\"keep-").to_owned();
    let (keep, right) = (format!("keep-{choice}"), choice);
    let order = [&order[..], &[(keep.as_str(), right.as_str())]].concat();
    let done = head.send(&page, &address, &order).await;
    assert!(done.location().ends_with("?done=merged"), "{}", done.text);
    let again = head.send(&page, &address, &order).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "joined already");

    let page = head.open(&format!("/station/people/{second}")).await;
    assert!(page.text.contains("Hồ sơ này đã gộp vào"));
    let page = head.open(&format!("/station/people/{first}")).await;
    let merge = format!("/station/merges/{}", page.after("/station/merges/"));
    let page = head.open(&merge).await;
    assert!(page.text.contains("một người hai hồ sơ"));
    let version = page.after("name=\"survivor\" value=\"").to_owned();
    let stale = [("survivor", "1"), ("reason", "hai chị em")];
    let stale = head.send(&page, &merge, &stale).await;
    assert!(stale.text.contains("Người khác vừa sửa"));
    let silent = head.send(&page, &merge, &[("survivor", &version)]).await;
    assert!(silent.text.contains("Chưa ghi lý do"));
    let order = [("survivor", version.as_str()), ("reason", "hai chị em")];
    let parted = head.send(&page, &merge, &order).await;
    assert!(
        parted.location().ends_with("?done=split"),
        "{}",
        parted.text
    );
    let page = head.open(parted.location()).await;
    assert!(page.text.contains("<h1>Lê Thi Trang</h1>"));
    assert!(page.text.contains("FK0113"));
}

#[tokio::test]
async fn whoever_may_not_join_records_is_refused() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &HEAD).await;
    let clerk = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let (first, second) = twice(&head).await;
    let page = clerk.open(&format!("/station/people/{first}")).await;
    assert!(!page.text.contains("/merge"), "no button");
    for address in [
        format!("/station/people/{first}/merge"),
        format!("/station/people/{first}/merge/{second}"),
    ] {
        let refused = clerk.open(&address).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{address}");
    }
    let nowhere = "/station/merges/00000000-0000-0000-0000-0000000000ff";
    assert_eq!(head.open(nowhere).await.status, StatusCode::NOT_FOUND);
}
