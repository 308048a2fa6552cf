//! Doses are signed: the head's day in one act, keys here and elsewhere, certificates, authorities.
//!
//! Long because every form's faults are told here, with the keys that they need.

use std::cell::Cell;
use std::sync::Arc;

use axum::http::StatusCode;
use jiff::Timestamp;
use khien_certificate::cose::{MemorySigner, Signer};
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::x509::{Certificate, Validity};
use khien_domain::rights::{Role, Scope};
use khien_store::{AssignmentRow, Moment, SigningAuthorityRow, SigningCertificateRow};
use khien_web::{KeyWork, Settings, SignerKeyFault, SignerKeys};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::support::{Answer, Browser, FACTORY, STATION, Site};

const PIN: &str = "mười hai con trâu";
const DAY: &str = "/station/signing/34001/2022-05-13";
const CERTIFICATE: Uuid = Uuid::from_u128(800);

/// Bytes that differ from call to call.
struct Drawn(Cell<u8>);

impl RandomBytes for Drawn {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        for byte in bytes {
            self.0.set(self.0.get().wrapping_mul(31).wrapping_add(7));
            *byte = self.0.get();
        }
        Ok(())
    }
}

/// Somebody's key and certificate, by an authority.
struct Issued {
    authority: Authority,
    certificate: Certificate,
    key: IssuerKey,
}

fn issued(seed: u8) -> Issued {
    let random = Drawn(Cell::new(seed));
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let validity = Validity {
        not_before: at("2021-01-01T00:00:00Z"),
        not_after: at("2024-01-01T00:00:00Z"),
    };
    let names = |common_name: &str| Names {
        country: "VN".to_owned(),
        organisation: "CA thử".to_owned(),
        common_name: common_name.to_owned(),
    };
    let key = || IssuerKey::generate(KeyAlgorithm::P256, &random).unwrap();
    let authority = Authority::create(names("Gốc"), key(), validity, &random).unwrap();
    let own = key();
    let terms = SignerTerms {
        validity,
        usages: &[],
    };
    let certificate = authority.certify(&names("Trưởng trạm"), own.spki(), &terms, &random);
    Issued {
        certificate: certificate.unwrap(),
        authority,
        key: own,
    }
}

impl Issued {
    fn signer(&self) -> MemorySigner {
        let plain = self.key.to_pkcs8().unwrap();
        MemorySigner::from_pkcs8(&plain, self.certificate.kid()).unwrap()
    }
}

/// Holds the key of one seed for everybody, under one PIN; a key file is the PIN's seed.
struct Held(u8);

impl Held {
    fn opened(
        seed: u8,
        certificate: &Certificate,
        pin: &str,
    ) -> Result<Box<dyn Signer>, SignerKeyFault> {
        if pin != PIN {
            return Err(SignerKeyFault::WrongPin);
        }
        let issued = issued(seed);
        if issued.certificate.spki() != certificate.spki() {
            return Err(SignerKeyFault::OtherKey);
        }
        Ok(Box::new(issued.signer()))
    }
}

impl SignerKeys for Held {
    fn holds(&self, _account: Uuid, certificate: &Certificate) -> bool {
        issued(self.0).certificate.spki() == certificate.spki()
    }

    fn open<'a>(
        &'a self,
        _account: Uuid,
        certificate: &'a Certificate,
        pin: &'a str,
    ) -> KeyWork<'a, Box<dyn Signer>> {
        Box::pin(async { Self::opened(self.0, certificate, pin) })
    }

    fn open_file<'a>(
        &'a self,
        file: Zeroizing<Vec<u8>>,
        certificate: &'a Certificate,
        passphrase: &'a str,
    ) -> KeyWork<'a, Box<dyn Signer>> {
        Box::pin(async move {
            match file.as_slice() {
                [b'k', seed] => Self::opened(*seed, certificate, passphrase),
                _ => Err(SignerKeyFault::File),
            }
        })
    }

    fn create<'a>(&'a self, _account: Uuid, names: Names, pin: &'a str) -> KeyWork<'a, Vec<u8>> {
        Box::pin(async move {
            if pin.len() < 12 {
                return Err(SignerKeyFault::PinTooShort);
            }
            assert_eq!(names.country, "VN");
            Ok(vec![0x30, 3, 2, 1, 9])
        })
    }
}

async fn site() -> Site {
    let mut settings = Settings::new([7; 32]);
    settings.signer_keys = Some(Arc::new(Held(1)));
    Site::with_settings(settings).await
}

async fn head(site: &Site) -> Browser<'_> {
    let roles = [Role::FacilityHead, Role::Clerk];
    site.sign_in("Đỗ Quang Hải", &roles).await
}

/// Two doses of 13 May at the station.
async fn two_doses(head: &Browser<'_>) {
    for (name, number) in [
        ("Lê Thị Trang", "034302221064"),
        ("Trần Thị Bách", "034358001234"),
    ] {
        let born = if number.starts_with("0343022") {
            "14/11/2002"
        } else {
            "5/8/1958"
        };
        let person = head.register(name, born, number).await;
        give(head, &person, "13/05/2022").await;
    }
}

async fn give(head: &Browser<'_>, person: &str, day: &str) {
    let address = format!("/station/people/{person}/doses/new");
    let form = head.open(&address).await;
    let id = form.after("name=\"id\" value=\"").to_owned();
    let dose = [
        ("id", id.as_str()),
        ("product", "comirnaty"),
        ("lot", "FK0112"),
        ("day", day),
        ("kind", "primary"),
        ("ordinal", "1"),
        ("place", STATION),
    ];
    let given = head.send(&form, &address, &dose).await;
    assert!(given.location().contains("done=dose"), "{}", given.text);
}

/// The authority is accepted, and the certificate is that of the account.
async fn certify(site: &Site, name: &str, issued: &Issued) {
    let mut tx = site.registry.store().write().await.unwrap();
    let accounts = tx.accounts("", 100).await.unwrap();
    let account = accounts.iter().find(|row| row.name == name).unwrap().id;
    let at = Moment("2022-05-01T00:00:00Z".parse().unwrap());
    tx.insert_signing_authority(&SigningAuthorityRow {
        id: Uuid::from_u128(700),
        name: "CA thử".to_owned(),
        certificate: issued.authority.certificate().as_der().to_vec(),
        added_by: account,
        added_at: at,
        ended_at: None,
        reason: "công văn 1".to_owned(),
    })
    .await
    .unwrap();
    tx.insert_signing_certificate(&SigningCertificateRow {
        id: CERTIFICATE,
        account_id: account,
        authority_id: Uuid::from_u128(700),
        certificate: issued.certificate.as_der().to_vec(),
        added_at: at,
        ended_at: None,
        reason: None,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// The form of a page as it is, all ticked.
fn form(page: &Answer, pin: &str) -> Vec<(&'static str, String)> {
    let doses = page.text.split("name=\"dose\" value=\"").skip(1);
    let doses = doses.map(|rest| ("dose", rest.split('"').next().unwrap().to_owned()));
    let id = page.after("name=\"id\" value=\"").to_owned();
    let mut fields = vec![
        ("id", id),
        ("certificate", CERTIFICATE.to_string()),
        ("pin", pin.to_owned()),
        ("way", "here".to_owned()),
    ];
    fields.extend(doses);
    fields
}

async fn send(head: &Browser<'_>, page: &Answer, fields: &[(&str, String)]) -> Answer {
    head.send_parts(DAY, page, fields, None).await
}

async fn ready(site: &Site) -> (Browser<'_>, Answer) {
    let head = head(site).await;
    two_doses(&head).await;
    certify(site, "Đỗ Quang Hải", &issued(1)).await;
    let page = head.open(DAY).await;
    (head, page)
}

async fn states(site: &Site) -> Vec<String> {
    let mut tx = site.registry.store().read().await.unwrap();
    let day = khien_store::Day("2022-05-13".parse().unwrap());
    let mut rows = tx.doses_of_facility(STATION, day).await.unwrap();
    rows.sort_by_key(|row| row.id);
    rows.into_iter().map(|row| row.state).collect()
}

#[tokio::test]
async fn the_head_signs_a_day_in_one_act_and_hears_what_follows() {
    let site = site().await;
    let (head, page) = ready(&site).await;
    let days = head.open("/station/signing").await;
    assert!(days.text.contains("<h1>2 mũi chờ ký</h1>"), "{}", days.text);
    assert!(days.text.contains("trễ 1 ngày") && days.text.contains(DAY));
    assert!(days.text.contains("Ký mũi tiêm <b>2</b>"), "the bar counts");
    assert!(
        page.text
            .contains("<b>2 người</b> chưa xác thực xong danh tính")
    );
    let signed = send(&head, &page, &form(&page, PIN)).await;
    let done = head.open(signed.location()).await;
    assert!(
        done.text.contains("<h1>Đã ký 2 mũi tiêm</h1>"),
        "{}",
        done.text
    );
    assert!(!done.text.contains("hộ chiếu tự được cấp"), "nobody is");
    assert!(done.text.contains("2 người còn chờ xác thực danh tính"));
    let again = send(&head, &page, &form(&page, PIN)).await;
    assert_eq!(
        again.location(),
        signed.location(),
        "sent twice, signed once"
    );
    assert_eq!(states(&site).await, ["signed", "signed"]);
    let empty = head.open("/station/signing").await;
    assert!(empty.text.contains("Không còn mũi nào chờ ký"));
    assert!(!done.text.contains(PIN) && !signed.location().contains("pin"));
}

#[tokio::test]
async fn a_dose_that_is_left_out_waits_and_is_named() {
    let site = site().await;
    let (head, page) = ready(&site).await;
    let mut fields = form(&page, PIN);
    fields.pop();
    let signed = send(&head, &page, &fields).await;
    let done = head.open(signed.location()).await;
    assert!(done.text.contains("Đã ký 1 mũi tiêm") && done.text.contains("1 mũi chưa ký"));
    assert!(done.text.contains("Trần Thị Bách") || done.text.contains("Lê Thị Trang"));
    let mut states = states(&site).await;
    states.sort();
    assert_eq!(states, ["recorded", "signed"]);
}

#[tokio::test]
async fn what_is_wrong_with_the_form_is_said_and_nothing_is_signed() {
    let site = site().await;
    let (head, page) = ready(&site).await;
    let with = |name: &'static str, value: &str| {
        let mut fields = form(&page, PIN);
        fields.retain(|(field, _)| *field != name);
        if !value.is_empty() {
            fields.push((name, value.to_owned()));
        }
        fields
    };
    let stranger = format!("{}:1", Uuid::from_u128(77));
    let nobody = Uuid::from_u128(77).to_string();
    for (fields, said) in [
        (with("dose", ""), "Chưa chọn mũi nào"),
        (with("pin", ""), "Mã PIN còn trống"),
        (with("pin", "mười ba con trâu"), "Mã PIN không đúng"),
        (with("certificate", ""), "Chứng thư không dùng để ký được"),
        (
            with("certificate", &nobody),
            "Chứng thư không dùng để ký được",
        ),
        (with("dose", &stranger), "Có mũi không còn chờ ký ở đây"),
    ] {
        let refused = send(&head, &page, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
        assert!(!refused.text.contains("con trâu"), "no PIN comes back");
        assert_eq!(refused.header("cache-control"), "no-store");
    }
    let garbled = send(&head, &page, &with("dose", "x")).await;
    assert_eq!(garbled.status, StatusCode::BAD_REQUEST);
    assert_eq!(states(&site).await, ["recorded", "recorded"]);
}

#[tokio::test]
async fn wrong_pins_are_counted_and_make_the_account_wait() {
    let site = site().await;
    let (head, page) = ready(&site).await;
    // What is no key file is no try.
    for _ in 0..6 {
        let fields = form(&page, "sai");
        let file = head.send_parts(DAY, &page, &fields, Some(b"PK")).await;
        assert!(file.text.contains("không phải tệp khoá"), "{}", file.text);
    }
    let mut said = Vec::new();
    for _ in 0..5 {
        let refused = send(&head, &page, &form(&page, "sai")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        said.push(refused.text.contains("Còn thử được 2 lần"));
    }
    assert_eq!(said, [false, false, true, false, false]);
    let refused = send(&head, &page, &form(&page, PIN)).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.text.contains("Chờ 15 phút"));
    assert_eq!(states(&site).await, ["recorded", "recorded"]);
}

#[tokio::test]
async fn a_dose_that_was_corrected_meanwhile_is_looked_at_again() {
    let site = site().await;
    let (head, page) = ready(&site).await;
    let dose = page
        .after("name=\"dose\" value=\"")
        .split(':')
        .next()
        .unwrap()
        .to_owned();
    let edit = format!("/station/doses/{dose}/edit");
    let correction = head.open(&edit).await;
    let version = correction.after("name=\"version\" value=\"").to_owned();
    let fields = [
        ("product", "comirnaty"),
        ("lot", "FK0199"),
        ("day", "13/05/2022"),
        ("kind", "primary"),
        ("ordinal", "1"),
        ("place", STATION),
        ("reason", "theo vỏ lọ"),
        ("version", version.as_str()),
    ];
    head.send(&correction, &edit, &fields).await.location();
    let refused = send(&head, &page, &form(&page, PIN)).await;
    assert!(
        refused.text.contains("vừa bị sửa sau khi bạn xem"),
        "{}",
        refused.text
    );
    assert!(refused.text.contains("FK0199"), "the newest is shown");
    let signed = send(&head, &refused, &form(&refused, PIN)).await;
    assert!(signed.location().contains("/acts/"));
    let shown = head.open(&format!("/station/doses/{dose}")).await;
    assert!(shown.text.contains("Mũi tiêm đã được ký như đang ghi."));
    let proof = head.open(&format!("/station/doses/{dose}/proof")).await;
    assert!(proof.header("content-disposition").contains("attachment"));
    let proof: serde_json::Value = serde_json::from_str(&proof.text).unwrap();
    assert!(proof["facts"].as_str().unwrap().contains("FK0199"));
    assert_eq!(proof["leaves"], 2);
}

#[tokio::test]
async fn a_key_file_that_is_brought_signs_for_its_certificate() {
    let site = site().await;
    let head = head(&site).await;
    two_doses(&head).await;
    certify(&site, "Đỗ Quang Hải", &issued(2)).await;
    let page = head.open(DAY).await;
    assert!(page.text.contains("khoá ở nơi khác"));
    for (file, said) in [
        (None, "Khoá của chứng thư này không ở máy chủ"),
        (Some(&b"PK"[..]), "Tệp này không phải tệp khoá"),
        (Some(&[b'k', 3]), "Khoá không phải của chứng thư đã chọn"),
    ] {
        let refused = head.send_parts(DAY, &page, &form(&page, PIN), file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    let signed = head
        .send_parts(DAY, &page, &form(&page, PIN), Some(&[b'k', 2]))
        .await;
    assert!(signed.location().contains("/acts/"), "{}", signed.text);
    assert_eq!(states(&site).await, ["signed", "signed"]);
}

#[tokio::test]
async fn a_statement_goes_out_and_its_signature_comes_back() {
    let site = site().await;
    let head = head(&site).await;
    two_doses(&head).await;
    let issued = issued(2);
    certify(&site, "Đỗ Quang Hải", &issued).await;
    let page = head.open(DAY).await;
    let mut fields = form(&page, "");
    fields.retain(|(name, _)| *name != "way");
    fields.push(("way", "elsewhere".to_owned()));
    let prepared = send(&head, &page, &fields).await;
    let act = prepared.location().to_owned();
    let shown = head.open(&act).await;
    assert!(
        shown.text.contains("2 mũi chờ chữ ký từ thiết bị khác"),
        "{}",
        shown.text
    );
    assert_eq!(states(&site).await, ["recorded", "recorded"]);
    let (_, statement) = head.save(&format!("{act}/statement")).await;
    assert!(statement.starts_with(b"{\"certificate\":"));
    let signer = issued.signer();
    let other = signer.sign(b"something else").unwrap();
    for (file, said) in [
        (None, "Chưa chọn tệp chữ ký"),
        (Some(&b"abc"[..]), "không phải chữ ký của loại khoá"),
        (Some(other.as_slice()), "không trên đúng bản kê này"),
    ] {
        let refused = head.send_parts(&act, &shown, &[], file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    let signature = signer.sign(&statement).unwrap();
    for _ in 0..2 {
        let done = head.send_parts(&act, &shown, &[], Some(&signature)).await;
        assert_eq!(done.location(), act);
    }
    assert_eq!(states(&site).await, ["signed", "signed"]);
    let other = site.sign_in("Tô Thị Duyên", &[Role::FacilityHead]).await;
    assert_eq!(other.open(&act).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_may_not_sign_for_the_facility_gets_nowhere() {
    let site = site().await;
    let (_, page) = ready(&site).await;
    let clerk = site.sign_in("Lan", &[Role::Clerk]).await;
    let factory = site.sign_in_at("Thu", &[Role::FacilityHead], FACTORY).await;
    for other in [&clerk, &factory] {
        for path in ["/station/signing/34001", DAY] {
            assert_eq!(
                other.open(path).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        let own = other.open("/station").await;
        let forged = send(other, &own, &form(&page, PIN)).await;
        assert_ne!(forged.status, StatusCode::SEE_OTHER);
    }
    let pages = [
        "/station/signing",
        "/station/signing/certificates",
        "/station/signing/authorities",
    ];
    for path in pages {
        assert_eq!(
            clerk.open(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    assert!(
        !clerk
            .open("/station")
            .await
            .text
            .contains("/station/signing")
    );
    for lost in [
        "/station/signing/99999",
        "/station/signing/34105/13-05-2022",
    ] {
        assert_eq!(
            factory.open(lost).await.status,
            StatusCode::NOT_FOUND,
            "{lost}"
        );
    }
    // Another facility's doses under one's own address.
    let own = factory.open("/station").await;
    let smuggled = "/station/signing/34105/2022-05-13";
    let refused = factory
        .send_parts(smuggled, &own, &form(&page, PIN), None)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(states(&site).await, ["recorded", "recorded"]);
}

#[tokio::test]
async fn the_signer_of_the_province_finds_its_facilities() {
    let site = site().await;
    let head = head(&site).await;
    two_doses(&head).await;
    let signer = site.sign_in("Đơn vị ký số", &[]).await;
    let mut tx = site.registry.store().write().await.unwrap();
    let accounts = tx.accounts("", 100).await.unwrap();
    let account = accounts
        .iter()
        .find(|row| row.name == "Đơn vị ký số")
        .unwrap()
        .id;
    let province = Scope::Province("34".to_owned());
    let role = AssignmentRow {
        id: Uuid::from_u128(600),
        account_id: account,
        role: Role::AppointedSigner.code().to_owned(),
        scope_kind: province.kind().code().to_owned(),
        scope_code: province.code(),
        until: None,
    };
    tx.insert_assignment(&role).await.unwrap();
    tx.commit().await.unwrap();
    let list = signer.open("/station/signing").await;
    assert!(list.text.contains("Trạm Y tế xã An Châu"), "{}", list.text);
    assert!(list.text.contains("/station/signing/34001\""));
    certify(&site, "Đơn vị ký số", &issued(1)).await;
    let page = signer.open(DAY).await;
    let done = send(&signer, &page, &form(&page, PIN)).await;
    assert!(done.location().contains("/acts/"), "{}", done.text);
    assert_eq!(states(&site).await, ["signed", "signed"]);
}

#[tokio::test]
async fn a_certificate_is_added_and_ended_and_a_key_made() {
    let site = site().await;
    let head = head(&site).await;
    let address = "/station/signing/certificates";
    let page = head.open(address).await;
    assert!(page.text.contains("Chưa có chứng thư nào"));
    let id = vec![("id", page.after("name=\"id\" value=\"").to_owned())];
    let (one, other) = (issued(1), issued(2));
    let foreign = other.certificate.as_der();
    for (file, said) in [
        (None, "Chưa chọn tệp"),
        (Some(&b"hello"[..]), "Tệp này không phải chứng thư"),
        (Some(foreign), "Không tổ chức nào được công nhận"),
    ] {
        let refused = head.send_parts(address, &page, &id, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(said), "{said}");
    }
    certify(&site, "Đỗ Quang Hải", &one).await;
    let known = head
        .send_parts(address, &page, &id, Some(one.certificate.as_der()))
        .await;
    assert!(known.text.contains("Chứng thư này đã được thêm rồi"));
    let page = head.open(address).await;
    assert!(page.text.contains("Dùng được") && page.text.contains("khoá ở máy chủ này"));
    let end = format!("{address}/{CERTIFICATE}/end");
    let silent = head.send(&page, &end, &[("reason", " ")]).await;
    assert!(silent.location().contains("fault=fault-no-reason"));
    let ended = head.send(&page, &end, &[("reason", "mất USB")]).await;
    let page = head.open(ended.location()).await;
    assert!(page.text.contains("Đã kết thúc chứng thư.") && page.text.contains("mất USB"));
    let twice = head.send(&page, &end, &[("reason", "mất USB")]).await;
    assert_eq!(twice.status, StatusCode::NOT_FOUND);

    let make = format!("{address}/request");
    for (pin, again, said) in [
        ("ngắn", "ngắn", "ít nhất 12 ký tự"),
        (PIN, "khác", "Hai lần nhập mã PIN khác nhau"),
    ] {
        let refused = head
            .send(&page, &make, &[("pin", pin), ("again", again)])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(said) && !refused.text.contains("con trâu"));
    }
    let request = head
        .send(&page, &make, &[("pin", PIN), ("again", PIN)])
        .await;
    assert!(
        request
            .text
            .starts_with("-----BEGIN CERTIFICATE REQUEST-----\nMAMCAQk=\n")
    );
    assert!(
        request
            .header("content-disposition")
            .contains("request.csr")
    );
}

#[tokio::test]
async fn the_ministry_accepts_authorities_and_ends_them() {
    let site = site().await;
    let ministry = site.sign_in("Cục Y tế dự phòng", &[]).await;
    let mut tx = site.registry.store().write().await.unwrap();
    let accounts = tx.accounts("", 100).await.unwrap();
    let held = AssignmentRow {
        id: Uuid::from_u128(600),
        account_id: accounts[0].id,
        role: Role::PreventiveMedicine.code().to_owned(),
        scope_kind: Scope::Nation.kind().code().to_owned(),
        scope_code: Scope::Nation.code(),
        until: None,
    };
    tx.insert_assignment(&held).await.unwrap();
    tx.commit().await.unwrap();
    let led = ministry.open("/station/signing").await;
    let address = led.location().to_owned();
    let page = ministry.open(&address).await;
    let id = page.after("name=\"id\" value=\"").to_owned();
    let fields = |name: &str, reason: &str| {
        vec![
            ("id", id.clone()),
            ("name", name.to_owned()),
            ("reason", reason.to_owned()),
        ]
    };
    let issued = issued(1);
    let root = issued.authority.certificate().as_der();
    let good = fields("VNPT-CA", "công văn 1495");
    for (fields, file, said) in [
        (fields("", "công văn"), Some(root), "Tên tổ chức còn trống"),
        (fields("VNPT-CA", ""), Some(root), "Chưa ghi lý do"),
        (good.clone(), None, "Chưa chọn tệp"),
        (
            good.clone(),
            Some(issued.certificate.as_der()),
            "không phải của tổ chức chứng thực",
        ),
    ] {
        let refused = ministry.send_parts(&address, &page, &fields, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    let accepted = ministry
        .send_parts(&address, &page, &good, Some(root))
        .await;
    let page = ministry.open(accepted.location()).await;
    assert!(page.text.contains("Đã công nhận tổ chức.") && page.text.contains("công văn 1495"));
    let known = ministry
        .send_parts(&address, &page, &fields("VNPT-CA", "x"), Some(root))
        .await;
    assert!(known.text.contains("Tổ chức này đã có trong danh sách"));
    let end = format!("{address}/{id}/end");
    let ended = ministry
        .send(&page, &end, &[("reason", "lộ khoá gốc")])
        .await;
    let page = ministry.open(ended.location()).await;
    assert!(page.text.contains("thôi từ") && !page.text.contains(&end));
}
