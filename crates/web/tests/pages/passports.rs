//! Passports at the ministry: waves and cohorts in two steps, one passport, keys.

use axum::http::StatusCode;
use jiff::Timestamp;
use khien_certificate::uvci;
use khien_domain::rights::Role;
use khien_store::{CertificateRow, Day, DocumentSignerRow, DoseRow, Moment};
use uuid::Uuid;

use crate::support::{Answer, Browser, STATION, Site};

const HERE: &str = "/station/passports";
const PASSPORT: Uuid = Uuid::from_u128(71);
const KEY: Uuid = Uuid::from_u128(72);

fn at(text: &str) -> Moment {
    Moment(text.parse::<Timestamp>().unwrap())
}

fn identifier() -> String {
    uvci::opaque("VN", &[7; 16]).unwrap()
}

fn dose(id: Uuid, person: Uuid) -> DoseRow {
    let then = at("2021-08-01T03:00:00Z");
    DoseRow {
        id,
        person_id: person,
        product_code: "comirnaty".to_owned(),
        lot_id: None,
        lot_number: Some("FK0112".to_owned()),
        facility_code: Some(STATION.to_owned()),
        session_id: None,
        import_id: None,
        country: "VN".to_owned(),
        given_on: Day("2021-08-01".parse().unwrap()),
        given_at: None,
        given_by: None,
        kind: "primary".to_owned(),
        ordinal: 1,
        source: "back_entry".to_owned(),
        state: "signed".to_owned(),
        overrides: None,
        version: 1,
        created_at: then,
        updated_at: then,
    }
}

fn passport(person: Uuid, dose: Uuid) -> CertificateRow {
    CertificateRow {
        id: PASSPORT,
        person_id: person,
        dose_id: dose,
        signer_id: KEY,
        batch_id: Uuid::from_u128(74),
        uvci: identifier(),
        content: vec![1; 32],
        code: "HC1:".to_owned(),
        issued_at: at("2022-04-16T02:05:00Z"),
        expires_at: at("2023-04-16T02:05:00Z"),
        state: "issued".to_owned(),
        replaced_by: None,
        ended_at: None,
        reason: None,
    }
}

/// A site where one passport counts.
async fn site() -> Site {
    let site = Site::new().await;
    let clerk = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let person = clerk
        .register("Lê Thị Mơ", "5/8/1990", "034190001234")
        .await;
    let (person, given) = (person.parse().unwrap(), Uuid::from_u128(73));
    let mut tx = site.registry.store().write().await.unwrap();
    tx.insert_dose(&dose(given, person)).await.unwrap();
    let key = DocumentSignerRow {
        id: KEY,
        kid: vec![0x9f, 0x3a, 0, 1, 2, 3, 4, 5],
        certificate: vec![1],
        added_at: at("2022-04-15T00:00:00Z"),
        needed_until: at("2023-04-16T02:05:00Z"),
        ended_at: None,
        reason: None,
    };
    tx.insert_document_signer(&key).await.unwrap();
    let row = passport(person, given);
    tx.insert_certificates(&[row]).await.unwrap();
    tx.commit().await.unwrap();
    site
}

async fn ministry(site: &Site) -> Browser<'_> {
    site.sign_in("Vũ Thị Hạnh", &[Role::PreventiveMedicine])
        .await
}

/// The first step of an order.
async fn preview(browser: &Browser<'_>, fields: &[(&str, &str)]) -> Answer {
    let page = browser.open(HERE).await;
    let address = format!("{HERE}/preview");
    browser.send(&page, &address, fields).await
}

/// Fields of a form, what is wrong, and how the page says so.
type Refused<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

#[tokio::test]
async fn a_wave_is_previewed_then_ordered_once() {
    let site = site().await;
    let ministry = ministry(&site).await;
    let page = ministry.open(HERE).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("Chưa có lệnh nào"), "{}", page.text);
    let wave = [("kind", "wave"), ("unit", "34")];
    let seen = preview(&ministry, &wave).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
    assert!(seen.text.contains("xét <b>0 người</b>") && seen.text.contains("Thái Bình"));
    let none_yet = ministry.open(HERE).await;
    assert!(none_yet.text.contains("Chưa có lệnh nào"), "only looked at");
    let id = seen.after("name=\"id\" value=\"").to_owned();
    let orders = format!("{HERE}/orders");
    let mut order = vec![("id", id.as_str()), wave[0], wave[1]];
    let silent = ministry.send(&seen, &orders, &order).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text.contains("lý do"), "{}", silent.text);
    order.push(("reason", "công văn 1908"));
    for _ in 0..2 {
        let ordered = ministry.send(&seen, &orders, &order).await;
        assert!(ordered.location().contains("done=passport-order"));
    }
    let page = ministry.open(&format!("{HERE}?done=passport-order")).await;
    assert!(page.text.contains("Đã ra lệnh.") && page.text.contains("Đang chờ"));
    assert_eq!(page.text.matches("công văn 1908").count(), 1);
    order[2].1 = "";
    let other = ministry.send(&seen, &orders, &order).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.text.contains("với nội dung khác"), "{}", other.text);
    site.work().await;
    let page = ministry.open(HERE).await;
    assert!(page.text.contains("Đã xong"), "{}", page.text);
}

#[tokio::test]
async fn a_cohort_is_counted_and_revoked() {
    let site = site().await;
    let ministry = ministry(&site).await;
    for (fields, reached) in [
        ([("lot", "FK0999"), ("from", "")], 0),
        ([("lot", "FK0112"), ("from", "2/8/2021")], 0),
        ([("lot", "FK0112"), ("from", "1/8/2021")], 1),
        ([("facility", STATION), ("product", "comirnaty")], 1),
    ] {
        let fields = [&[("kind", "revoke")][..], &fields].concat();
        let seen = preview(&ministry, &fields).await;
        let said = format!("đến với <b>{reached} hộ chiếu</b>");
        assert!(seen.text.contains(&said), "{fields:?}: {}", seen.text);
    }
    let fields = [("kind", "revoke"), ("lot", "FK0112")];
    let seen = preview(&ministry, &fields).await;
    let id = seen.after("name=\"id\" value=\"").to_owned();
    let order = [&fields[..], &[("id", &id), ("reason", "lô hỏng")]].concat();
    let orders = format!("{HERE}/orders");
    ministry.send(&seen, &orders, &order).await.location();
    site.work().await;
    let page = ministry.open(HERE).await;
    assert!(page.text.contains("lô FK0112") && page.text.contains(">1</td>"));
    let one = ministry.open(&format!("{HERE}/{PASSPORT}")).await;
    assert!(one.text.contains("đã bị thu hồi") && one.text.contains("lô hỏng"));
}

#[tokio::test]
async fn what_is_wrong_with_an_order_stands_at_its_field_in_both_languages() {
    let site = site().await;
    let mut ministry = ministry(&site).await;
    let wrong: [Refused<'_>; 6] = [
        (&[("kind", "all")], "Chọn việc", "Choose what"),
        (&[], "Chọn việc", "Choose what"),
        (
            &[("kind", "wave"), ("unit", "xx")],
            "Không có đơn vị",
            "no unit",
        ),
        (&[("kind", "revoke")], "ít nhất một điều", "at least one"),
        (
            &[("kind", "reissue"), ("from", "hôm qua"), ("lot", "FK77")],
            "ngày",
            "day, month and year",
        ),
        (
            &[
                ("kind", "reissue"),
                ("from", "2/8/2021"),
                ("until", "1/8/2021"),
            ],
            "trước ngày đầu",
            "before the first",
        ),
    ];
    for (fields, vi, en) in wrong {
        for (language, said) in [("vi", vi), ("en", en)] {
            ministry.language = language;
            let refused = preview(&ministry, fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            let text = &refused.text;
            assert!(text.contains(said) && text.contains("err-msg"), "{text}");
            for (name, value) in fields.iter().filter(|(name, _)| *name != "kind") {
                let kept = format!("name=\"{name}\" value=\"{value}\"");
                assert!(text.contains(&kept), "{kept}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn one_passport_is_found_by_its_identifier_revoked_and_believed_again() {
    let site = site().await;
    let ministry = ministry(&site).await;
    let page = ministry.open(HERE).await;
    let find = format!("{HERE}/find");
    let one = format!("{HERE}/{PASSPORT}");
    let short = identifier().replace("URN:UVCI:", "").to_lowercase();
    for typed in [identifier(), short] {
        let found = ministry.send(&page, &find, &[("identifier", &typed)]).await;
        assert_eq!(found.location(), one, "no identifier in the address");
    }
    let mistyped = format!("{}{}", &identifier()[..identifier().len() - 1], "?");
    for (typed, said) in [
        ("01:VN:ABC", "Không có hộ chiếu nào"),
        ("", "Không có hộ chiếu nào"),
        (mistyped.as_str(), "chữ gõ nhầm"),
    ] {
        let refused = ministry.send(&page, &find, &[("identifier", typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(said), "{typed}: {}", refused.text);
    }
    let page = ministry.open(&one).await;
    assert!(page.text.contains("đang có hiệu lực") && page.text.contains("16/04/2023"));
    assert!(!page.text.contains("Lê Thị Mơ") && !page.text.contains("HC1:"));
    let act = |what: &str| format!("{one}/{what}");
    let silent = ministry
        .send(&page, &act("revoke"), &[("reason", " ")])
        .await;
    assert!(silent.location().contains("fault-no-reason"));
    let early = [("reason", "nhầm")];
    let early = ministry.send(&page, &act("reinstate"), &early).await;
    assert!(early.location().contains("fault-passports-state"));
    for _ in 0..2 {
        let reason = [("reason", "nghi giả")];
        let revoked = ministry.send(&page, &act("revoke"), &reason).await;
        assert!(revoked.location().contains("done=passport-revoked"));
    }
    let page = ministry.open(&format!("{one}?done=passport-revoked")).await;
    assert!(page.text.contains("Đã thu hồi hộ chiếu.") && page.text.contains("nghi giả"));
    let reason = [("reason", "nhầm người")];
    let back = ministry.send(&page, &act("reinstate"), &reason).await;
    assert!(back.location().contains("done=passport-reinstated"));
    let page = ministry.open(&one).await;
    assert!(page.text.contains("đang có hiệu lực"), "{}", page.text);
    let nobody = ministry.open(&format!("{HERE}/{KEY}")).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_lost_key_is_ended_with_a_reason() {
    let site = site().await;
    let ministry = ministry(&site).await;
    let page = ministry.open(HERE).await;
    assert!(page.text.contains("9f3a000102030405") && page.text.contains("16/04/2023"));
    let end = format!("{HERE}/keys/{KEY}/end");
    let silent = ministry.send(&page, &end, &[("reason", "")]).await;
    assert!(silent.location().contains("fault-no-reason"));
    let reason = [("reason", "mất thẻ ký")];
    let ended = ministry.send(&page, &end, &reason).await;
    let page = ministry.open(ended.location()).await;
    assert!(page.text.contains("Đã kết thúc khoá.") && page.text.contains("mất thẻ ký"));
    assert!(!page.text.contains(&end));
    let again = ministry.send(&page, &end, &reason).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let one = ministry.open(&format!("{HERE}/{PASSPORT}")).await;
    assert!(one.text.contains("không nơi nào còn tin"), "{}", one.text);
}

#[tokio::test]
async fn nobody_but_the_ministrys_department_gets_here() {
    let site = site().await;
    let ministry = ministry(&site).await;
    let menu = format!("href=\"{HERE}\"");
    assert!(ministry.open("/station").await.text.contains(&menu));
    for role in Role::ALL.iter().copied() {
        if role == Role::PreventiveMedicine {
            continue;
        }
        let other = site.sign_in("Ai đó", &[role]).await;
        for path in [HERE.to_owned(), format!("{HERE}/{PASSPORT}")] {
            let refused = other.open(&path).await;
            assert!(!refused.text.contains("Hộ chiếu"), "{role:?} {path}");
            // Whoever does not work at a station is led to sign in.
            let is_led_away = refused.header("location").starts_with("/sign-in");
            let is_refused = refused.status == StatusCode::FORBIDDEN;
            assert!(is_refused || is_led_away, "{role:?} {path}");
        }
        let page = other.open("/station/people").await;
        if !page.text.contains("name=\"csrf\"") {
            continue;
        }
        for (path, fields) in [
            ("preview", vec![("kind", "wave")]),
            ("orders", vec![("kind", "wave"), ("reason", "x")]),
            ("find", vec![("identifier", "01:VN:1")]),
            (&format!("{PASSPORT}/revoke"), vec![("reason", "x")]),
            (&format!("{PASSPORT}/reinstate"), vec![("reason", "x")]),
            (&format!("keys/{KEY}/end"), vec![("reason", "x")]),
        ] {
            let refused = other.send(&page, &format!("{HERE}/{path}"), &fields).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role:?} {path}");
        }
    }
}
