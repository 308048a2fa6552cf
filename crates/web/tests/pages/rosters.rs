//! A list from its draft over police and commune to a session.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::{Answer, Browser, Site};

const MINE: [Role; 2] = [Role::Clerk, Role::FacilityHead];

/// A list with one person; its address and the person.
async fn drafted(clerk: &Browser<'_>) -> (String, String) {
    let person = clerk
        .register("Lê Thị Trang", "14/11/1992", "034192221064")
        .await;
    let form = clerk.open("/station/rosters/new").await;
    let id = form.after("name=\"id\" value=\"").to_owned();
    let list = [
        ("id", id.as_str()),
        ("name", "Đợt 2"),
        ("organisation", "Công ty May"),
        ("numbers", "034192221064"),
    ];
    let saved = clerk.send(&form, "/station/rosters/new", &list).await;
    let address = saved.location().split('?').next().unwrap().to_owned();
    (address, person)
}

async fn step(browser: &Browser<'_>, page: &Answer, list: &str, to: &str, why: &str) -> Answer {
    let version = page.after("name=\"version\" value=\"").to_owned();
    let step = [("version", version.as_str()), ("to", to), ("reason", why)];
    let sent = browser.send(page, &format!("{list}/step"), &step).await;
    if sent.status == StatusCode::SEE_OTHER {
        return browser.open(sent.location()).await;
    }
    sent
}

#[tokio::test]
async fn a_list_is_drafted_checked_approved_and_used() {
    let site = Site::new().await;
    let clerk = site.sign_in("Tô Thị Duyên", &MINE).await;
    let police = site.sign_in("Công an xã", &[Role::CommunePolice]).await;
    let commune = site.sign_in("Chủ tịch xã", &[Role::CommuneCommittee]).await;
    let (list, person) = drafted(&clerk).await;
    let page = clerk.open(&list).await;
    assert!(page.text.contains("Công ty May · 1 người"), "{}", page.text);

    let page = police.open(&list).await;
    let result = format!("result-{person}");
    let found = [("person", person.as_str()), (result.as_str(), "wrong")];
    let act = format!("{list}/result");
    let sent = police.send(&page, &act, &found).await;
    let page = police.open(sent.location()).await;
    assert!(page.text.contains("Đã ghi kết quả đối chiếu."));
    assert!(page.text.contains("1 người sai"));

    let page = commune.open(&list).await;
    let stale = page;
    let back = step(&commune, &stale, &list, "drafted", "").await;
    assert!(back.text.contains("Chưa ghi lý do"));
    let back = step(&commune, &stale, &list, "drafted", "sai số").await;
    assert!(back.text.contains("Đã chuyển bước."), "{}", back.text);
    let late = step(&commune, &stale, &list, "approved", "").await;
    assert!(late.text.contains("Danh sách đã qua bước này."));

    let page = police.open(&list).await;
    let rest = [("person", person.as_str()), (result.as_str(), "right")];
    police.send(&page, &act, &rest).await;
    let page = commune.open(&list).await;
    let approved = step(&commune, &page, &list, "approved", "").await;
    assert!(approved.text.contains("Xã đã duyệt"), "{}", approved.text);
    let form = clerk.open("/station/sessions/new").await;
    assert!(form.text.contains("Đợt 2"), "an approved list is offered");
}

#[tokio::test]
async fn the_rest_of_a_list_is_right_with_one_press() {
    let site = Site::new().await;
    let clerk = site.sign_in("Tô Thị Duyên", &MINE).await;
    let police = site.sign_in("Công an xã", &[Role::CommunePolice]).await;
    let (list, _) = drafted(&clerk).await;
    let page = police.open(&list).await;
    assert!(page.text.contains("Ghi đúng cho 1 người còn lại"));
    let act = format!("{list}/result");
    let sent = police.send(&page, &act, &[("rest", "right")]).await;
    let page = police.open(sent.location()).await;
    assert!(page.text.contains("Công an đã đối chiếu 1 / 1 người"));
}

#[tokio::test]
async fn numbers_that_name_nobody_stay_in_the_field() {
    let site = Site::new().await;
    let clerk = site.sign_in("Tô Thị Duyên", &MINE).await;
    let (list, person) = drafted(&clerk).await;
    clerk
        .register("Vũ Thị Lan", "2/3/1990", "034190221065")
        .await;
    let page = clerk.open(&list).await;
    let typed = [("numbers", "034190221065\n034190000000")];
    let sent = clerk.send(&page, &format!("{list}/people"), &typed).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.text.contains("<li>034190000000</li>"));
    assert!(sent.text.contains("Vũ Thị Lan"), "the other one is on it");
    let off = [("person", person.as_str())];
    let act = format!("{list}/remove");
    let silent = clerk.send(&sent, &act, &off).await;
    assert!(silent.location().contains("fault-no-reason"));
    let off = [("person", person.as_str()), ("reason", "đã chuyển đi")];
    let done = clerk.send(&sent, &act, &off).await;
    let page = clerk.open(done.location()).await;
    assert!(!page.text.contains("Lê Thị Trang"));
}

#[tokio::test]
async fn nobody_takes_a_step_that_is_anothers() {
    let site = Site::new().await;
    let clerk = site.sign_in("Tô Thị Duyên", &MINE).await;
    let (list, person) = drafted(&clerk).await;
    let page = clerk.open(&list).await;
    assert!(!page.text.contains("Duyệt danh sách"), "no button");
    let result = format!("result-{person}");
    let found = [("person", person.as_str()), (result.as_str(), "right")];
    let refused = clerk.send(&page, &format!("{list}/result"), &found).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let approve = [("version", "1"), ("to", "approved")];
    let refused = clerk.send(&page, &format!("{list}/step"), &approve).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let nowhere = "/station/rosters/00000000-0000-0000-0000-0000000000ff";
    assert_eq!(clerk.open(nowhere).await.status, StatusCode::NOT_FOUND);
    let form = clerk.open("/station/rosters/new").await;
    let empty = clerk.send(&form, "/station/rosters/new", &[("name", "")]);
    assert_eq!(empty.await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
