//! The audit: read by the auditor and nobody else, found by act, account, thing and day.

use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::support::{Browser, Site};

async fn auditor(site: &Site) -> Browser<'_> {
    site.sign_in("Kiểm tra viên", &[Role::Auditor]).await
}

/// A clerk registers somebody and looks at the record; answers the person.
async fn some_work(site: &Site) -> String {
    let clerk = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let person = clerk.register("Lê Thị Trang", "14/11/1992", "").await;
    clerk.open(&format!("/station/people/{person}")).await;
    let edit = clerk.open(&format!("/station/people/{person}/edit")).await;
    let fields = [
        ("version", edit.after("name=\"version\" value=\"")),
        ("full_name", "Lê Thị Trang"),
        ("born_d", "15"),
        ("born_m", "11"),
        ("born_y", "1992"),
        ("sex", "F"),
        ("nationality", "VN"),
        ("commune", "12688"),
        ("reason", "theo căn cước"),
    ];
    let saved = clerk
        .send(&edit, &format!("/station/people/{person}/edit"), &fields)
        .await;
    assert!(saved.location().contains("done=person"), "{}", saved.text);
    person
}

#[tokio::test]
async fn the_auditor_begins_with_the_log_and_sees_no_values() {
    let site = Site::new().await;
    let person = some_work(&site).await;
    let auditor = auditor(&site).await;
    let begins = auditor.open("/station").await;
    assert_eq!(begins.location(), "/station/audit");
    let page = auditor.open("/station/audit").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    for said in [
        "Lập hồ sơ",
        "Xem hồ sơ",
        "Sửa hồ sơ",
        "đổi ngày sinh",
        "theo căn cước",
        "Tô Thị Duyên",
    ] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(!page.text.contains("Lê Thị Trang") && !page.text.contains("1992"));
    let about = format!("/station/audit?kind=person&subject={person}");
    let links = page.text.replace("&#38;", "&");
    assert!(links.contains(&about), "{links}");
    let about = auditor.open(&about).await;
    assert!(about.text.contains("Mọi việc với: Hồ sơ"));
    assert_eq!(
        about.text.matches("<tr><th scope=\"row\"><time>").count(),
        4
    );
    let again = auditor.open("/station/audit").await;
    assert!(again.text.contains("Xem nhật ký"), "the look is noted");
}

#[tokio::test]
async fn entries_are_found_by_act_account_thing_and_day() {
    let site = Site::new().await;
    some_work(&site).await;
    let mut auditor = auditor(&site).await;
    let page = auditor.open("/station/audit").await;
    let rows = |text: &str| text.matches("<tr><th scope=\"row\"><time>").count();
    let login = site.login_of("Tô Thị Duyên").await;
    let cases: [(&[(&str, &str)], usize); 6] = [
        (&[("act", "person_read")], 2),
        (&[("act", "person_register"), ("kind", "person")], 1),
        (&[("kind", "dose")], 0),
        (&[("login", &login), ("day", "14/5/2022")], 4),
        (&[("login", &login), ("day", "13/5/2022")], 0),
        (&[("place", "99999")], 0),
    ];
    for (fields, count) in cases {
        let asked = auditor.send(&page, "/station/audit", fields).await;
        assert!(
            !asked.location().contains(&login),
            "an id stands in the address, no name"
        );
        let found = auditor.open(asked.location()).await;
        assert_eq!(rows(&found.text), count, "{fields:?}: {}", found.text);
    }
    let wrong = auditor
        .send(&page, "/station/audit", &[("login", "ai.do")])
        .await;
    let wrong = auditor.open(wrong.location()).await;
    assert!(wrong.text.contains("Không có tài khoản nào tên như vậy."));
    auditor.language = "en";
    let page = auditor.open("/station/audit").await;
    assert!(
        page.text.contains("Record corrected") && page.text.contains("changed date of birth"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn a_long_log_comes_in_pages() {
    let site = Site::new().await;
    let person = some_work(&site).await;
    let clerk = site.sign_in("Đỗ Quang Hải", &[Role::Clerk]).await;
    for _ in 0..60 {
        clerk.open(&format!("/station/people/{person}")).await;
    }
    let auditor = auditor(&site).await;
    let rows = |text: &str| text.matches("<tr><th scope=\"row\"><time>").count();
    let first = auditor.open("/station/audit?act=person_read").await;
    assert_eq!(rows(&first.text), 50);
    let next = first.text.split("rel=\"next\"").next().unwrap();
    let next = next
        .rsplit("href=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let next = next.replace("&#38;", "&").replace("&amp;", "&");
    let second = auditor.open(&next).await;
    assert_eq!(rows(&second.text), 12, "{next}: {}", second.text);
    assert!(!second.text.contains("rel=\"next\""));
}

#[tokio::test]
async fn the_state_of_the_chain_is_said_and_read_again() {
    let site = Site::new().await;
    some_work(&site).await;
    let auditor = auditor(&site).await;
    let page = auditor.open("/station/audit").await;
    assert!(
        page.text.contains("Đã nối 0 mục, chưa ký."),
        "{}",
        page.text
    );
    assert!(page.text.contains("mục đang chờ nối."));
    let whole = auditor.send(&page, "/station/audit/check", &[]).await;
    assert!(whole.text.contains("còn nguyên."), "{}", whole.text);
}

#[tokio::test]
async fn nobody_else_reads_the_audit_and_the_auditor_reads_nothing_else() {
    let site = Site::new().await;
    let person = some_work(&site).await;
    for role in Role::ALL {
        if matches!(
            role,
            Role::Auditor | Role::Citizen | Role::Guardian | Role::SessionVolunteer
        ) {
            continue;
        }
        let other = site.sign_in("Ai đó", &[*role]).await;
        let refused = other.open("/station/audit").await;
        // Some roles are not held at a station, and let nobody in there.
        let let_in = !refused.header("location").starts_with("/sign-in");
        assert!(
            !let_in || refused.status == StatusCode::FORBIDDEN,
            "{role:?}"
        );
    }
    let auditor = auditor(&site).await;
    for path in [
        "/station/people",
        "/station/sessions",
        "/station/accounts",
        "/station/imports",
    ] {
        let refused = auditor.open(path).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    let refused = auditor.open(&format!("/station/people/{person}")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
