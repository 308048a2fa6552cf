//! The slip: handed over at a desk, opened on a phone of nobody in particular.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use khien_domain::rights::Role;

use crate::sessions::{ALL, dosed, opened};
use crate::support::{Answer, Browser, Site, get, post};

/// A session with one person who has got the dose; session, attendance, person.
async fn vaccinated(head: &Browser<'_>) -> (String, String, String) {
    let session = opened(head).await;
    let person = head
        .register("Lê Thị Trang", "14/11/1992", "034192221064")
        .await;
    let attendee = dosed(head, &session, &person).await;
    (session, attendee, person)
}

/// Makes a slip as the nurse does; answers its page.
async fn handed(head: &Browser<'_>, session: &str, attendee: &str) -> Answer {
    let page = head.open(&format!("{session}/confirm/{attendee}")).await;
    let act = page
        .after("class=\"hand\" method=\"post\" action=\"")
        .to_owned();
    let slip = head.send(&page, &act, &[]).await;
    assert_eq!(slip.status, StatusCode::OK, "{}", slip.text);
    slip
}

/// The code as it is printed.
fn code(slip: &Answer) -> String {
    let rest = slip.text.split("class=\"code\"><code>").nth(1).unwrap();
    rest.split('<').next().unwrap().to_owned()
}

/// A phone that opens the public page.
async fn phone<'a>(site: &'a Site, language: &'static str) -> (Browser<'a>, Answer) {
    let mut phone = site.stranger(language);
    let page = phone.open("/slip").await;
    assert_eq!(page.status, StatusCode::OK);
    phone.cookies = page.cookies();
    (phone, page)
}

/// An answer for every field: right, save what is said otherwise.
fn says<'a>(otherwise: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let all = [
        "says-full_name",
        "says-date_of_birth",
        "says-sex",
        "says-id_number",
        "says-phone",
        "says-address",
        "says-product",
        "says-lot_number",
        "says-given_on",
        "says-ordinal",
    ];
    let same = |name: &&str| otherwise.iter().all(|(known, _)| known != name);
    let right = all.into_iter().filter(same).map(|name| (name, "right"));
    right.chain(otherwise.iter().copied()).collect()
}

#[tokio::test]
async fn a_person_looks_and_answers_on_the_own_phone() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &ALL).await;
    let (session, attendee, person) = vaccinated(&head).await;
    let slip = handed(&head, &session, &attendee).await;
    assert!(
        slip.text.contains("Phiếu của Lê Thị Trang") && slip.text.contains("<path fill=\"#000\"")
    );
    assert!(slip.text.contains("khien.example/slip"), "where to type it");
    let code = code(&slip);

    let (phone, page) = phone(&site, "vi").await;
    assert!(!page.text.contains("/station"), "outside the station");
    let record = phone
        .send(&page, "/slip/record", &[("code", &code.to_lowercase())])
        .await;
    assert_eq!(record.status, StatusCode::OK);
    assert!(record.text.contains("034 1 92 221064"), "{}", record.text);
    assert!(record.text.contains("Nhà văn hoá thôn 3"));

    let half = phone
        .send(
            &record,
            "/slip/answer",
            &[
                ("code", &code),
                ("says-sex", "wrong"),
                ("should-sex", "Nam"),
            ],
        )
        .await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.text.contains("Còn 9 dòng chưa trả lời") && half.text.contains("value=\"Nam\""));
    let mut answers = says(&[
        ("says-date_of_birth", "wrong"),
        ("should-date_of_birth", "4/11/1992"),
    ]);
    answers.push(("code", &code));
    let done = phone.send(&half, "/slip/answer", &answers).await;
    assert!(
        done.text.contains("Cảm ơn bạn") && done.text.contains("Ngày sinh"),
        "{}",
        done.text
    );
    let twice = phone.send(&half, "/slip/answer", &answers).await;
    assert!(twice.text.contains("Cảm ơn bạn"), "pressed twice");
    let again = phone.send(&page, "/slip/record", &[("code", &code)]).await;
    assert!(again.text.contains("đã trả lời rồi"));
    assert!(!again.text.contains("034 1 92"));

    let page = head.open(&format!("{session}?person={attendee}")).await;
    assert!(page.text.contains("Người tiêm báo sai:"), "{}", page.text);
    assert!(page.text.contains("<ins>4/11/1992</ins>"));
    let edit = head.open(&format!("/station/people/{person}/edit")).await;
    assert!(
        edit.text.contains("<ins>4/11/1992</ins>"),
        "the clerk who mends it sees it"
    );
    let confirm = head.open(&format!("{session}/confirm/{attendee}")).await;
    assert!(
        confirm
            .text
            .contains("name=\"should-date_of_birth\" value=\"4/11/1992\"")
    );
}

#[tokio::test]
async fn the_page_of_a_slip_speaks_the_language_that_was_chosen_on_it() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &ALL).await;
    let (session, attendee, _) = vaccinated(&head).await;
    let code = code(&handed(&head, &session, &attendee).await);
    let (phone, page) = phone(&site, "en").await;
    assert!(page.text.contains("Look at the record of your dose"));
    let record = phone.send(&page, "/slip/record", &[("code", &code)]).await;
    assert!(record.text.contains("Lê Thị Trang: is this right?"));
    let other = [("code", code.as_str()), ("language", "vi")];
    let record = phone.send(&record, "/slip/record", &other).await;
    assert!(
        record
            .text
            .contains("Lê Thị Trang: thông tin này có đúng không?")
    );
    assert!(record.header("set-cookie").contains("khien-language=vi"));
    let back = phone.open("/slip/record").await;
    assert_eq!(back.location(), "/slip", "reloading begins again");
}

#[tokio::test]
async fn only_the_last_slip_of_a_person_opens_and_no_code_stands_in_an_address() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &ALL).await;
    let (session, attendee, _) = vaccinated(&head).await;
    let old = code(&handed(&head, &session, &attendee).await);
    let slip = handed(&head, &session, &attendee).await;
    let new = code(&slip);
    assert_ne!(old, new);
    assert!(
        !slip.text.contains(&format!("href=\"/slip#{new}")),
        "no link to click by mistake"
    );
    let (phone, page) = phone(&site, "vi").await;
    for (typed, said) in [
        (old.as_str(), "Phiếu này đã hết hạn"),
        ("00000-00000", "Không có phiếu nào mang mã này"),
        ("", "Không có phiếu nào mang mã này"),
    ] {
        let closed = phone.send(&page, "/slip/record", &[("code", typed)]).await;
        assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(closed.text.contains(said), "{typed}: {}", closed.text);
        assert!(!closed.text.contains("Lê Thị Trang"));
    }
    let all = [("code", new.as_str()), ("all", "right")];
    let done = phone.send(&page, "/slip/answer", &all).await;
    assert!(
        done.text.contains("Bạn đã xem và xác nhận"),
        "{}",
        done.text
    );
}

#[tokio::test]
async fn guessing_codes_is_slowed_by_address_and_a_form_of_another_site_is_refused() {
    let site = Site::new().await;
    let (phone, page) = phone(&site, "vi").await;
    let body = format!("csrf={}&code=00000-00000", page.token());
    let from = |address: &str, body: &str| {
        let headers = [("cookie", phone.cookies.as_str())];
        let mut request = post("/slip/record", &headers, body);
        let address: SocketAddr = address.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(address));
        request
    };
    for _ in 0..120 {
        let wrong = site.send(from("10.0.0.9:5000", &body)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let slowed = site.send(from("10.0.0.9:5000", &body)).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(slowed.header("retry-after"), "300");
    let other = site.send(from("10.0.0.10:5000", &body)).await;
    assert_eq!(
        other.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nobody else waits"
    );
    let forged = site
        .send(from("10.0.0.11:5000", "csrf=forged&code=00000-00000"))
        .await;
    assert!(forged.status.is_client_error());
    assert!(
        forged.text.contains("href=\"/slip\""),
        "the way back is the slip's: {}",
        forged.text
    );
    let asked = site.send(get("/slip?code=00000-00000", &[])).await;
    assert!(
        !asked.text.contains("value=\"00000"),
        "an address fills nothing in"
    );
}

#[tokio::test]
async fn a_slip_is_handed_out_by_those_who_may_and_after_a_dose() {
    let site = Site::new().await;
    let head = site.sign_in("Đỗ Quang Hải", &ALL).await;
    let (session, attendee, _) = vaccinated(&head).await;
    let centre = site
        .sign_in("Trần Văn Bình", &[Role::DistrictHealthCentre])
        .await;
    let page = centre.open("/station/people").await;
    let id = session.rsplit('/').next().unwrap();
    let act = format!("/station/sessions/{id}/slip/{attendee}");
    let refused = centre.send(&page, &act, &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let person = head.register("Bùi Xuân Thịnh", "1/2/1980", "").await;
    let early = crate::sessions::arrive(&head, &session, &person, "given").await;
    let page = head.open(&session).await;
    let act = format!("/station/sessions/{id}/slip/{early}");
    let refused = head.send(&page, &act, &[]).await;
    assert!(
        refused.location().contains("fault-wrong-step"),
        "{}",
        refused.location()
    );
}
