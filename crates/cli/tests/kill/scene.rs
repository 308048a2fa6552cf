//! A registry with people, a program that may record doses, and files that are being imported.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use khien_cli::installation;
use khien_cli::serve::outside::{Clock, TimeIds, fill};
use khien_domain::rights::{Act, Assignment, Role, Scope};
use khien_domain::{DoseState, ImportState};
use khien_population::AbsentRegister;
use khien_registry::credentials::{PartnerToken, SessionToken};
use khien_registry::import::{self, APPLY_JOB, NewImport, READ_JOB};
use khien_registry::job::{Lane, Worker};
use khien_registry::seal::{seal_once, verify_chain};
use khien_registry::{Actor, By, NewIds, Registry};
use khien_store::{
    AccountRow, AssignmentRow, DoseRow, FacilityRow, JobRow, LoginRow, Moment, PersonRow, Store,
    TokenRow,
};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// People to whom doses are given, one each.
pub(crate) const PEOPLE: usize = 60_000;
/// Rows of an imported file, one new person with one dose each.
pub(crate) const ROWS: usize = 5_000;
/// How long anything that is waited for may take.
const PATIENCE: Duration = Duration::from_mins(1);
pub(crate) const PASSPHRASE: &str = "twelve buffaloes in a field";
const STATION: &str = "34001";
const COMMUNE: &str = "12688";

/// What a kill fell into.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Hit {
    /// A file was being read: so many of its rows were kept.
    Reading(i64),
    /// Its rows were being written: so many of its doses were there.
    Applying(usize),
    /// Neither.
    Nothing,
}

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
    /// Those that were uploaded; the last one is being worked on.
    imports: Mutex<Vec<Uuid>>,
    clerk: Uuid,
    work: Runtime,
    _folder: TempDir,
}

impl Scene {
    /// On a file, with so many people.
    pub(crate) fn on_sqlite(people: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("registry.db").display());
        Self::on(database, folder, people)
    }

    /// On a new database of a server, with so many people.
    pub(crate) fn on_server(server: &str, people: usize) -> Self {
        let (database, folder) = database_of(server);
        Self::on(database, folder, people)
    }

    fn on(database: String, folder: TempDir, people: usize) -> Self {
        let keys = folder.path().join("keys");
        installation::create(&keys, PASSPHRASE).unwrap();
        let mut scene = Self {
            database,
            keys,
            token: String::new(),
            people: Vec::new(),
            imports: Mutex::default(),
            clerk: new_id(),
            work: Runtime::new().unwrap(),
            _folder: folder,
        };
        let (token, people) = scene.work.block_on(scene.fill(people));
        scene.token = token;
        scene.people = people;
        scene
    }

    /// The same with a first file that is to be read.
    pub(crate) fn with_file(self) -> Self {
        self.work.block_on(async {
            let registry = self.registry().await;
            self.upload(&registry).await;
            registry.store().close().await;
        });
        self
    }

    /// The clerk signs in: what their browser keeps.
    pub(crate) fn sign_in(&self) -> String {
        let mut random = [0; 32];
        fill(&mut random);
        let token = SessionToken::from_random(random);
        let login = LoginRow {
            token_hash: token.hash().as_bytes().to_vec(),
            account_id: self.clerk,
            begun_at: at(),
            seen_at: at(),
            expires_at: Moment(at().0 + SignedDuration::from_hours(8)),
            second_step_due: false,
        };
        self.work.block_on(async {
            let registry = self.registry().await;
            let mut tx = registry.store().write().await.unwrap();
            tx.insert_login(&login).await.unwrap();
            tx.commit().await.unwrap();
            registry.store().close().await;
        });
        format!("khien-session={}", token.to_text().as_str())
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

    async fn fill(&self, people: usize) -> (String, Vec<Uuid>) {
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
        let people: Vec<Uuid> = (0..people).map(|_| new_id()).collect();
        let rows: Vec<PersonRow> = people.iter().map(|id| person(*id)).collect();
        for some in rows.chunks(1_000) {
            tx.insert_people(some).await.unwrap();
        }
        tx.commit().await.unwrap();
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

    /// The next file comes, to be read.
    async fn upload(&self, registry: &Registry) {
        let id = new_id();
        let text = file(self.files());
        self.imports.lock().unwrap().push(id);
        let new = NewImport {
            id,
            facility: STATION,
            file_name: "danh sách.csv",
            bytes: text.as_bytes(),
        };
        let clerk = self.clerk();
        import::upload(registry, &by(&clerk), new).await.unwrap();
    }

    /// How many files there were.
    pub(crate) fn files(&self) -> usize {
        self.imports.lock().unwrap().len()
    }

    fn file_at_work(&self) -> Uuid {
        *self.imports.lock().unwrap().last().unwrap()
    }

    /// Waits until the server of this life works on the file, whose job was begun so often before;
    /// if asked, until it has written some of its rows.
    pub(crate) fn until_at_work(&self, attempts: i64, has_written: bool) {
        self.work.block_on(async {
            let registry = self.registry().await;
            let before = written(&registry, self.file_at_work()).await;
            let begun = Instant::now();
            loop {
                let job = newest_job(&registry, self.file_at_work()).await;
                let is_over = job.state != "running" && job.state != "waiting";
                let waits = has_written && job.kind == APPLY_JOB;
                let waits = waits && written(&registry, self.file_at_work()).await == before;
                if is_over || job.attempts > attempts && !waits {
                    break;
                }
                assert!(begun.elapsed() < PATIENCE, "the server takes the job");
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            registry.store().close().await;
        });
    }

    /// The state of the file that is worked on.
    pub(crate) fn file_state(&self) -> String {
        self.work.block_on(async {
            let registry = self.registry().await;
            let state = state(&registry, self.file_at_work()).await;
            registry.store().close().await;
            state
        })
    }

    /// What the kill fell into.
    pub(crate) fn hit(&self) -> Hit {
        self.work.block_on(async {
            let registry = self.registry().await;
            let job = newest_job(&registry, self.file_at_work()).await;
            let mut tx = registry.store().read().await.unwrap();
            let doses = tx.doses_of_import(self.file_at_work()).await.unwrap();
            drop(tx);
            registry.store().close().await;
            match (job.state.as_str(), job.kind.as_str()) {
                ("running", READ_JOB) => Hit::Reading(job.done_steps),
                ("running", APPLY_JOB) => Hit::Applying(doses.len()),
                _ => Hit::Nothing,
            }
        })
    }

    /// Between two lives a minute passes: what the dead server had in hand is free again. A file
    /// that was being read is read to its end here and ordered to be written; after one that is
    /// written, the next one comes. Answers how often its job was begun.
    pub(crate) fn go_on(&self) -> i64 {
        self.work.block_on(async {
            let registry = self.registry().await;
            self.free(&registry).await;
            let import = self.file_at_work();
            if newest_job(&registry, import).await.kind == READ_JOB {
                let mut worker = Worker::new(Lane::Long);
                let now = || Clock::default().now();
                while state(&registry, import).await == ImportState::Uploaded.code() {
                    worker.run_one(&registry, &TimeIds, &now).await.unwrap();
                }
                self.order(&registry).await;
            } else if state(&registry, import).await == ImportState::Applied.code() {
                self.upload(&registry).await;
            }
            let job = newest_job(&registry, self.file_at_work()).await;
            registry.store().close().await;
            job.attempts
        })
    }

    async fn free(&self, registry: &Registry) {
        let now = Clock::default().now();
        let mut tx = registry.store().write().await.unwrap();
        for row in tx.jobs_about(self.file_at_work()).await.unwrap() {
            if row.state == "running" {
                let over = Moment(now - SignedDuration::from_secs(1));
                let done = (row.done_steps, row.all_steps);
                let freed = tx.progress_job(&row, done, over, Moment(now));
                assert!(freed.await.unwrap());
            }
        }
        tx.commit().await.unwrap();
    }

    /// The clerk orders what was read to be written.
    async fn order(&self, registry: &Registry) {
        let import = self.file_at_work();
        if state(registry, import).await == ImportState::Parsed.code() {
            let clerk = self.clerk();
            import::apply(registry, &by(&clerk), import).await.unwrap();
        }
    }

    /// Lets everything come to its end in this process, and looks.
    pub(crate) fn after_everything(&self, doses: &[Uuid]) -> Found {
        self.work.block_on(async {
            let registry = self.registry().await;
            if self.files() > 0 {
                self.free(&registry).await;
            }
            // As long as the pause after a fault, and then some: nothing has to wait.
            let later = || Clock::default().now() + SignedDuration::from_hours(1);
            // But for the questions to the register, which is away for good.
            let mut worker = Worker::new(Lane::Long);
            while worker.run_one(&registry, &TimeIds, &later).await.unwrap() {}
            if self.files() > 0 {
                self.order(&registry).await;
            }
            while worker.run_one(&registry, &TimeIds, &later).await.unwrap() {}
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
            let imports = self.imports.lock().unwrap().clone();
            for import in imports {
                let imported = tx.doses_of_import(import).await.unwrap();
                let recorded = |dose: &&DoseRow| dose.state == DoseState::Recorded.code();
                found.imported += imported.iter().filter(recorded).count();
            }
            found
        })
    }
}

/// The job that was ordered last about an import.
async fn newest_job(registry: &Registry, import: Uuid) -> JobRow {
    let mut tx = registry.store().read().await.unwrap();
    let jobs = tx.jobs_about(import).await.unwrap();
    jobs.into_iter().next().unwrap()
}

/// How many rows of an import are written.
async fn written(registry: &Registry, import: Uuid) -> i64 {
    let mut tx = registry.store().read().await.unwrap();
    let counts = tx.import_counts(import).await.unwrap();
    counts.iter().map(|(_, _, written)| written).sum()
}

async fn state(registry: &Registry, import: Uuid) -> String {
    let mut tx = registry.store().read().await.unwrap();
    tx.import(import).await.unwrap().unwrap().state
}

/// A new database of a server, and a folder for the keys.
fn database_of(server: &str) -> (String, TempDir) {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("khien_programs_{}_{number}", std::process::id());
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

/// A file of people who are nobody else: each has a number and a birth date of their own.
fn file(files_before: usize) -> String {
    let mut text = "STT,Họ và tên,Ngày sinh,Giới tính,CMND/CCCD/Hộ chiếu,Số điện thoại,Mã xã,\
                    Mũi thứ,Loại mũi,Tên vắc xin,Số lô,Ngày tiêm,Mã cơ sở\n"
        .to_owned();
    for line in 0..ROWS {
        let number = files_before * ROWS + line;
        let (day, month, year) = (
            1 + number % 28,
            1 + number / 28 % 12,
            1940 + number / 336 % 60,
        );
        writeln!(
            text,
            "{line},Lê Thị Bình,{day:02}/{month:02}/{year},Nữ,034170{number:06},,{COMMUNE},1,Cơ bản,Comirnaty,FK0112,01/08/2021,{STATION}"
        )
        .unwrap();
    }
    text
}
