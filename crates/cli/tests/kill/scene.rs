//! A registry with people, a program that may record doses, and a file that is being imported.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::SignedDuration;
use khien_cli::installation;
use khien_cli::serve::outside::{Clock, TimeIds, fill};
use khien_domain::rights::{Act, Assignment, Role, Scope};
use khien_domain::{DoseState, ImportState};
use khien_population::AbsentRegister;
use khien_registry::credentials::PartnerToken;
use khien_registry::import::{self, NewImport};
use khien_registry::seal::{seal_once, verify_chain};
use khien_registry::{Actor, By, NewIds, Registry, job};
use khien_store::{AccountRow, AssignmentRow, FacilityRow, Moment, PersonRow, Store, TokenRow};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// People to whom doses are given, one each.
pub(crate) const PEOPLE: usize = 60_000;
/// Rows of the imported file, one new person with one dose each.
pub(crate) const ROWS: usize = 3_000;
pub(crate) const PASSPHRASE: &str = "twelve buffaloes in a field";
const STATION: &str = "34001";
const COMMUNE: &str = "12688";

/// What was found at the end.
pub(crate) struct Found {
    pub(crate) missing: usize,
    pub(crate) recorded: usize,
    pub(crate) imported: usize,
    pub(crate) counted: i64,
    pub(crate) recounted: i64,
    pub(crate) sealed: i64,
}

pub(crate) struct Scene {
    pub(crate) database: String,
    pub(crate) keys: PathBuf,
    pub(crate) token: String,
    people: Vec<Uuid>,
    import: Uuid,
    clerk: Uuid,
    work: Runtime,
    _folder: TempDir,
}

impl Scene {
    pub(crate) fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("registry.db").display());
        Self::on(database, folder, true)
    }

    /// On a new database of a server; with or without a file that is imported meanwhile.
    pub(crate) fn on_server(server: &str, with_file: bool) -> Self {
        let (database, folder) = database_of(server);
        Self::on(database, folder, with_file)
    }

    fn on(database: String, folder: TempDir, with_file: bool) -> Self {
        let keys = folder.path().join("keys");
        installation::create(&keys, PASSPHRASE).unwrap();
        let mut scene = Self {
            database,
            keys,
            token: String::new(),
            people: Vec::new(),
            import: new_id(),
            clerk: new_id(),
            work: Runtime::new().unwrap(),
            _folder: folder,
        };
        let (token, people) = scene.work.block_on(scene.fill(with_file));
        scene.token = token;
        scene.people = people;
        scene
    }

    /// The dose of a program: a new person each time, always the same body for one number.
    pub(crate) fn dose(&self, number: usize) -> (Uuid, String) {
        let id = new_id();
        let person = self.people[number];
        let body = format!(
            r#"{{"id":"{id}","person":"{person}","product":"comirnaty","given_on":"2022-01-10","lot_number":"FK0112"}}"#
        );
        (id, body)
    }

    async fn registry(&self) -> Registry {
        let store = Store::open(&self.database).await.unwrap();
        Registry::new(store, Arc::new(AbsentRegister))
    }

    async fn fill(&self, with_file: bool) -> (String, Vec<Uuid>) {
        let registry = self.registry().await;
        registry.store().migrate().await.unwrap();
        let mut tx = registry.store().write().await.unwrap();
        tx.insert_facility(&facility()).await.unwrap();
        let program = new_id();
        for (id, role) in [(program, Role::PartnerApp), (self.clerk, Role::Clerk)] {
            tx.insert_account(&account(id)).await.unwrap();
            tx.insert_assignment(&assignment(id, role)).await.unwrap();
        }
        let mut secret = [0; 32];
        fill(&mut secret);
        let token = PartnerToken::new(new_id(), secret);
        tx.insert_token(&token_row(&token, program)).await.unwrap();
        let people: Vec<Uuid> = (0..PEOPLE).map(|_| new_id()).collect();
        let rows: Vec<PersonRow> = people.iter().map(|id| person(*id)).collect();
        for some in rows.chunks(1_000) {
            tx.insert_people(some).await.unwrap();
        }
        tx.commit().await.unwrap();
        if with_file {
            let text = file();
            let new = NewImport {
                id: self.import,
                facility: STATION,
                file_name: "danh sách.csv",
                bytes: text.as_bytes(),
            };
            let actor = self.clerk();
            import::upload(&registry, &by(&actor), new).await.unwrap();
        }
        registry.store().close().await;
        (token.to_text().to_string(), people)
    }

    fn clerk(&self) -> Actor {
        let scope = Scope::Facility(STATION.to_owned());
        Actor {
            account: self.clerk,
            assignments: vec![Assignment::lasting(Role::Clerk, scope)],
        }
    }

    /// Between two lives a minute passes: what the dead server had in hand is free again. Once the
    /// file is read, the clerk orders it to be applied. Answers the state of the import and how many
    /// of its doses are there.
    pub(crate) fn let_leases_run_out(&self) -> (String, usize) {
        self.work.block_on(async {
            let registry = self.registry().await;
            self.free(&registry).await;
            self.order(&registry).await;
            let mut tx = registry.store().read().await.unwrap();
            let import = tx.import(self.import).await.unwrap().unwrap();
            let doses = tx.doses_of_import(self.import).await.unwrap();
            drop(tx);
            registry.store().close().await;
            (import.state, doses.len())
        })
    }

    async fn free(&self, registry: &Registry) {
        let now = Clock::default().now();
        let mut tx = registry.store().write().await.unwrap();
        for row in tx.jobs_about(self.import).await.unwrap() {
            if row.state == "running" {
                let over = Moment(now - SignedDuration::from_secs(1));
                tx.progress_job(row.id, row.done_steps, row.all_steps, over, Moment(now))
                    .await
                    .unwrap();
            }
        }
        tx.commit().await.unwrap();
    }

    async fn order(&self, registry: &Registry) {
        let row = registry
            .store()
            .read()
            .await
            .unwrap()
            .import(self.import)
            .await;
        if row.unwrap().unwrap().state == ImportState::Parsed.code() {
            import::apply(registry, &by(&self.clerk()), self.import)
                .await
                .unwrap();
        }
    }

    /// Lets everything come to its end in this process, and looks.
    pub(crate) fn after_everything(&self, doses: &[Uuid]) -> Found {
        self.work.block_on(async {
            let registry = self.registry().await;
            self.free(&registry).await;
            // As long as the pause after a fault, and then some: nothing has to wait.
            let later = || Clock::default().now() + SignedDuration::from_hours(1);
            while job::run_one(&registry, &TimeIds, &later).await.unwrap() {}
            self.order(&registry).await;
            while job::run_one(&registry, &TimeIds, &later).await.unwrap() {}
            let keys = installation::open(&self.keys, PASSPHRASE).unwrap();
            while seal_once(&registry, &keys.audit, later()).await.unwrap() > 0 {}
            let public = installation::public_key(&self.keys).unwrap();
            let chain = verify_chain(&registry, &[public]).await.unwrap();
            let health = registry.store().health().await.unwrap();
            assert!(health.faults.is_empty(), "{:?}", health.faults);
            let mut found = Found {
                missing: 0,
                recorded: 0,
                imported: 0,
                counted: health.doses_counted,
                recounted: health.doses_recounted,
                sealed: chain.signed_to,
            };
            let mut tx = registry.store().read().await.unwrap();
            for id in doses {
                let dose = tx.dose(*id).await.unwrap();
                found.missing += usize::from(dose.is_none());
            }
            for person in &self.people {
                found.recorded += tx.doses(*person).await.unwrap().len();
            }
            let imported = tx.doses_of_import(self.import).await.unwrap();
            let recorded = DoseState::Recorded.code();
            found.imported = imported
                .iter()
                .filter(|dose| dose.state == recorded)
                .count();
            found
        })
    }
}

/// A new database of a server, and a folder for the keys.
fn database_of(server: &str) -> (String, TempDir) {
    let name = format!("khien_programs_{}", std::process::id());
    let psql = std::process::Command::new("psql")
        .args([server, "-qc", &format!("CREATE DATABASE {name}")])
        .status();
    assert!(psql.unwrap().success(), "the server makes a database");
    let (before, _) = server.rsplit_once('/').unwrap();
    (format!("{before}/{name}"), tempfile::tempdir().unwrap())
}

fn new_id() -> Uuid {
    TimeIds.new_id(Clock::default().now())
}

fn at() -> Moment {
    Moment(Clock::default().now())
}

fn by(actor: &Actor) -> By<'_> {
    By {
        actor,
        at: Clock::default().now(),
        facility: Some(STATION),
        ids: &TimeIds,
    }
}

fn facility() -> FacilityRow {
    FacilityRow {
        code: STATION.to_owned(),
        name: "Trạm Y tế".to_owned(),
        kind: "commune_station".to_owned(),
        commune_code: COMMUNE.to_owned(),
        managing_body: None,
        closed_on: None,
        version: 1,
        created_at: at(),
        updated_at: at(),
    }
}

fn account(id: Uuid) -> AccountRow {
    AccountRow {
        id,
        login: format!("a{}", id.as_u128()),
        name: "Tô Thị Duyên".to_owned(),
        password_hash: None,
        password_until: None,
        totp_secret: None,
        totp_last_step: None,
        openid_issuer: None,
        openid_subject: None,
        failures: 0,
        failed_at: None,
        language: "vi".to_owned(),
        closed_at: None,
        version: 1,
        created_at: at(),
        updated_at: at(),
    }
}

fn assignment(account: Uuid, role: Role) -> AssignmentRow {
    AssignmentRow {
        id: new_id(),
        account_id: account,
        role: role.code().to_owned(),
        scope_kind: "facility".to_owned(),
        scope_code: STATION.to_owned(),
        until: None,
    }
}

fn token_row(token: &PartnerToken, account: Uuid) -> TokenRow {
    TokenRow {
        id: token.id(),
        secret_hash: token.hash().as_bytes().to_vec(),
        account_id: account,
        name: "Sổ tiêm".to_owned(),
        acts: Act::ApiDoseRecord.code().to_owned(),
        per_minute: 1_000_000,
        made_by: account,
        created_at: at(),
        expires_at: Moment(at().0 + SignedDuration::from_hours(24)),
        used_at: None,
    }
}

fn person(id: Uuid) -> PersonRow {
    PersonRow {
        id,
        full_name: "Trần Văn An".to_owned(),
        folded_name: "tran van an".to_owned(),
        call_name: "an tran van".to_owned(),
        date_of_birth: Some("1990-08-05".to_owned()),
        sex: Some("M".to_owned()),
        id_number: None,
        old_number: None,
        insurance_number: None,
        phone: None,
        nationality: None,
        commune_code: Some(COMMUNE.to_owned()),
        hamlet: None,
        address: None,
        workplace: None,
        priority_group: None,
        guardian_id: None,
        state: "active".to_owned(),
        merged_into: None,
        identity: "pending".to_owned(),
        identity_fields: String::new(),
        identity_at: None,
        version: 1,
        created_at: at(),
        updated_at: at(),
    }
}

/// A file of people who are nobody else: each has a number of their own.
fn file() -> String {
    let mut text = "STT,Họ và tên,Ngày sinh,Giới tính,CMND/CCCD/Hộ chiếu,Số điện thoại,Mã xã,\
                    Mũi thứ,Loại mũi,Tên vắc xin,Số lô,Ngày tiêm,Mã cơ sở\n"
        .to_owned();
    for number in 0..ROWS {
        writeln!(
            text,
            "{number},Lê Thị Bình,01/02/1970,Nữ,034170{number:06},,{COMMUNE},1,Cơ bản,Comirnaty,FK0112,01/08/2021,{STATION}"
        )
        .unwrap();
    }
    text
}
