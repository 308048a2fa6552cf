//! A person's passport on the page and on paper, and why there is none yet.

use axum::http::StatusCode;
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};
use khien_certificate::cose::MemorySigner;
use khien_certificate::cwt::Terms;
use khien_certificate::dcc::{COVID_19, Dcc, Event, VERSION, Vaccination};
use khien_certificate::hc1::{Packing, issue};
use khien_certificate::icao::vietnamese_name;
use khien_certificate::issuer::IssuerKey;
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::x509::Kid;
use khien_domain::rights::Role;
use khien_store::{CertificateRow, Day, DocumentSignerRow, DoseRow, Moment};
use uuid::Uuid;

use crate::support::{Browser, STATION, Site};

const UVCI: &str = "URN:UVCI:01:VN:0123456789ABCDEF0123456789ABCDEF#5";

struct Drawn;

impl RandomBytes for Drawn {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        bytes.fill(7);
        Ok(())
    }
}

fn code(issued: Timestamp, until: Timestamp) -> String {
    let key = IssuerKey::generate(KeyAlgorithm::P256, &Drawn).unwrap();
    let signer = MemorySigner::from_pkcs8(&key.to_pkcs8().unwrap(), Kid::of_certificate(b"x"));
    let dcc = Dcc {
        version: VERSION.to_owned(),
        name: vietnamese_name("Lê Thị Trang").name,
        birth_date: "1992-11-14".to_owned(),
        event: Event::Vaccination(Vaccination {
            disease: COVID_19.to_owned(),
            prophylaxis: "1119349007".to_owned(),
            product: "EU/1/20/1528".to_owned(),
            manufacturer: "ORG-100030215".to_owned(),
            dose: 2,
            doses: 2,
            date: "2021-09-01".to_owned(),
            country: "VN".to_owned(),
            issuer: "Bộ Y tế".to_owned(),
            identifier: UVCI.to_owned(),
        }),
    };
    let terms = Terms {
        issuer: "VN".to_owned(),
        issued_at: issued,
        expires_at: until,
    };
    let text = issue(&dcc, &signer.unwrap(), &terms, Packing::Shorter).unwrap();
    text.into_string()
}

/// A clerk at the desk, and somebody whom they have just registered.
async fn at_desk(site: &Site) -> (Browser<'_>, String) {
    let clerk = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let (name, born, number) = ("Lê Thị Trang", "14/11/1992", "034192221064");
    let person = clerk.register(name, born, number).await;
    (clerk, person)
}

fn address(person: &str) -> String {
    format!("/station/people/{person}/passport")
}

/// A passport about a dose of the person, as the step that issues leaves it; where it is shown.
async fn issued(site: &Site, person: &str, days: i64) -> String {
    let shown_at = address(person);
    let person: Uuid = person.parse().unwrap();
    let mut tx = site.registry.store().write().await.unwrap();
    let whose = tx.person(person).await.unwrap().unwrap();
    let now = whose.created_at;
    let until = Moment(now.0 + (days * 24).hours());
    let dose = DoseRow {
        id: Uuid::from_u128(501),
        person_id: person,
        product_code: "comirnaty".to_owned(),
        lot_id: None,
        lot_number: None,
        facility_code: Some(STATION.to_owned()),
        session_id: None,
        import_id: None,
        country: "VN".to_owned(),
        given_on: Day(date(2021, 9, 1)),
        given_at: None,
        given_by: None,
        kind: "primary".to_owned(),
        ordinal: 2,
        source: "back_entry".to_owned(),
        state: "signed".to_owned(),
        overrides: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    tx.insert_dose(&dose).await.unwrap();
    let signer = DocumentSignerRow {
        id: Uuid::from_u128(502),
        kid: vec![1; 8],
        certificate: vec![0x30],
        added_at: now,
        needed_until: until,
        ended_at: None,
        reason: None,
    };
    tx.insert_document_signer(&signer).await.unwrap();
    let row = CertificateRow {
        id: Uuid::from_u128(503),
        person_id: person,
        dose_id: dose.id,
        signer_id: signer.id,
        batch_id: Uuid::nil(),
        uvci: UVCI.to_owned(),
        content: vec![0; 32],
        code: code(now.0 - 24.hours(), until.0),
        issued_at: now,
        expires_at: until,
        state: "issued".to_owned(),
        replaced_by: None,
        ended_at: None,
        reason: None,
    };
    tx.insert_certificates(&[row]).await.unwrap();
    tx.commit().await.unwrap();
    shown_at
}

#[tokio::test]
async fn who_has_none_yet_is_told_why_in_plain_words() {
    let site = Site::new().await;
    let (clerk, person) = at_desk(&site).await;
    let record = clerk.open(&format!("/station/people/{person}")).await;
    let address = address(&person);
    assert!(record.text.contains(&format!("href=\"{address}\"")));
    let page = clerk.open(&address).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text
            .contains("Chưa có mũi tiêm nào của cơ sở trong nước.")
    );
    assert!(!page.text.contains("passport.pdf"));
    let none = clerk.open(&format!("{address}.pdf")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_page_and_the_paper_say_what_the_code_says() {
    let site = Site::new().await;
    let (clerk, person) = at_desk(&site).await;
    let address = issued(&site, &person, 365).await;
    let page = clerk.open(&address).await;
    for said in [
        "LE THI TRANG",
        "14/11/1992",
        "01/09/2021",
        "2/2",
        "Pfizer - BioNTech",
        "Vắc xin mRNA ngừa COVID-19",
        UVCI,
        "aria-label=\"Mã QR của hộ chiếu\"",
    ] {
        assert!(page.text.contains(said), "{said}");
    }
    let (headers, pdf) = clerk.save(&format!("{address}.pdf")).await;
    assert_eq!(headers["content-type"], "application/pdf");
    assert_eq!(headers["cache-control"], "no-store");
    assert!(pdf.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn one_that_is_over_says_so() {
    let site = Site::new().await;
    let (clerk, person) = at_desk(&site).await;
    let address = issued(&site, &person, 0).await;
    let page = clerk.open(&address).await;
    assert!(page.text.contains("Đã hết hạn ngày"));
}

#[tokio::test]
async fn one_about_a_dose_that_was_corrected_since_is_not_called_valid() {
    let site = Site::new().await;
    let roles = [Role::Clerk, Role::FacilityHead];
    let head = site.sign_in("Đỗ Quang Hải", &roles).await;
    let (name, born, number) = ("Lê Thị Trang", "14/11/1992", "034192221064");
    let person = head.register(name, born, number).await;
    let shown_at = issued(&site, &person, 365).await;
    let mut tx = site.registry.store().write().await.unwrap();
    let mut dose = tx.dose(Uuid::from_u128(501)).await.unwrap().unwrap();
    "corrected".clone_into(&mut dose.state);
    assert!(tx.update_dose(&dose).await.unwrap());
    tx.commit().await.unwrap();
    let page = head.open(&shown_at).await;
    assert!(page.text.contains("sửa sau khi cấp"), "{}", page.text);
    assert!(!page.text.contains("Có hiệu lực từ"));
    let print = format!("<a class=\"button\" href=\"{shown_at}.pdf\"");
    assert!(page.text.contains(&print), "not the first thing to do");
    let day = format!("href=\"/station/signing/{STATION}/2021-09-01\"");
    assert!(page.text.contains(&day), "the head is led to the day");
    let clerk = site.sign_in("Tô Thị Duyên", &[Role::Clerk]).await;
    let page = clerk.open(&shown_at).await;
    assert!(!page.text.contains(&day), "who does not sign is not");
}

#[tokio::test]
async fn old_paper_is_taken_once() {
    let site = Site::new().await;
    let (clerk, person) = at_desk(&site).await;
    let address = issued(&site, &person, 365).await;
    let to = format!("/station/people/{person}/paper");
    let page = clerk.open(&address).await;
    let id = page.after("name=\"id\" value=\"").to_owned();
    let paper = |number, issued| [("id", id.clone()), ("number", number), ("issued", issued)];
    let send = async |fields: [(&str, String); 3]| {
        let fields = fields
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        clerk.send(&page, &to, &fields).await
    };
    for (number, issued, fault) in [
        ("<b>", "", "Số giấy chỉ gồm"),
        ("34-1", "45/13/2021", "Ngày phải đủ"),
        ("34-1", "1/1/2100", "chưa đến"),
    ] {
        let refused = send(paper(number.to_owned(), issued.to_owned())).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(fault), "{fault}");
    }
    for _ in 0..2 {
        let saved = send(paper("34-000123/gcn".to_owned(), "1/9/2021".to_owned())).await;
        assert!(saved.location().ends_with("?done=paper"));
    }
    let page = clerk.open(&address).await;
    assert!(page.text.contains("34-000123/GCN"));
}

/// The step that issues gives what was asked for.
async fn settle(site: &Site, person: &str, code: Result<&str, &str>) {
    let mut tx = site.registry.store().write().await.unwrap();
    let mut rows = tx
        .certificate_forms(&[person.parse().unwrap()])
        .await
        .unwrap();
    rows.retain(|row| row.code.is_none() && row.fault.is_none());
    let mut row = rows.pop().unwrap();
    match code {
        Ok(code) => {
            row.certificate_id = Some(Uuid::from_u128(503));
            row.content = Some(vec![1; 32]);
            row.code = Some(code.to_owned());
            row.given_at = Some(row.asked_at);
        }
        Err(fault) => row.fault = Some(fault.to_owned()),
    }
    assert!(tx.settle_certificate_form(&row).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn another_form_is_asked_for_and_shown_when_it_is_there() {
    let site = Site::new().await;
    let (clerk, person) = at_desk(&site).await;
    let address = issued(&site, &person, 365).await;
    let page = clerk.open(&address).await;
    let forms = format!("{address}/forms");
    for _ in 0..2 {
        let asked = clerk.send(&page, &forms, &[("form", "shc")]).await;
        assert!(asked.location().ends_with("/passport?done=form"));
    }
    let waiting = clerk.open(&address).await;
    assert!(waiting.text.contains("Đang lập, mất vài giây."));
    settle(&site, &person, Ok("shc:/567629")).await;
    let there = clerk.open(&address).await;
    assert!(there.text.contains("aria-label=\"Thẻ SMART Health Card\""));
    assert!(!there.text.contains("Đang lập, mất"));

    let asked = clerk.send(&page, &forms, &[("form", "ddcc")]).await;
    assert!(asked.location().ends_with("?done=form"));
    settle(&site, &person, Err("vaccine")).await;
    let none = clerk.open(&address).await;
    assert!(none.text.contains("vắc xin mà dạng này không có mã"));
    assert!(
        none.text.contains("Lập chứng nhận"),
        "it may be asked for again"
    );
    let odd = clerk.send(&page, &forms, &[("form", "icao")]).await;
    assert_eq!(odd.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_passport_there_is_no_other_form() {
    let site = Site::new().await;
    let (clerk, person) = at_desk(&site).await;
    let page = clerk.open(&address(&person)).await;
    assert!(!page.text.contains("SMART Health Card"));
    let forms = format!("{}/forms", address(&person));
    clerk.send(&page, &forms, &[("form", "shc")]).await;
    let mut tx = site.registry.store().read().await.unwrap();
    let person: Uuid = person.parse().unwrap();
    assert!(tx.certificate_forms(&[person]).await.unwrap().is_empty());
}

#[tokio::test]
async fn who_may_not_read_the_record_sees_no_passport() {
    let site = Site::new().await;
    let (_, person) = at_desk(&site).await;
    let address = issued(&site, &person, 365).await;
    let police = site.sign_in("Phạm Công", &[Role::CommunePolice]).await;
    for end in ["", ".pdf"] {
        let refused = police.open(&format!("{address}{end}")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{end}");
    }
}
