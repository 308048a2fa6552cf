//! `khien serve`: the pages and the API, and what goes on beside them, until told to stop.

mod body;
mod checker;
mod department;
mod listen;
mod loops;
mod national;
pub mod outside;
mod own_lists;
mod provider;

pub use checker::CheckerFiles;
pub use department::Department;
pub use national::National;

use crate::installation::{InstallationVault, Keys, SignerFolder, derive};
use crate::interrupt;
use anyhow::{Context, Result};
use khien_registry::Registry;
use khien_web::{App, Outside, Settings, router};
use outside::{Clock, TimeIds, fill};
use own_lists::OwnLists;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Threads beside those that hash passwords: one long step of a job must not stop the pages.
const LEAST_THREADS: usize = 4;

/// What is served, and how.
pub struct Order {
    /// On a migrated store, with its register.
    pub registry: Registry,
    /// Of this installation.
    pub keys: Keys,
    /// Where the keys of signers are.
    pub signers: SignerFolder,
    /// By which time it goes.
    pub clock: Clock,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// A proxy in front speaks TLS and tells the client's address.
    pub behind_proxy: bool,
    /// Where people reach it, if that is known.
    pub address: Option<String>,
    /// The people are invented, and the pages say so.
    pub demonstration: bool,
    /// Who signs passports; none: none are issued here.
    pub department: Option<Department>,
    /// Another provider by whom people may sign in.
    pub national: Option<National>,
    /// What passports of others are checked against.
    pub checker: CheckerFiles,
}

/// Serves until Ctrl-C or a request to terminate; `ready` is told the address once requests are
/// taken. What has begun is brought to its end first.
///
/// # Errors
/// If the address cannot be listened on.
pub async fn run(order: Order, ready: impl FnOnce(SocketAddr) -> Result<()>) -> Result<()> {
    let listener = TcpListener::bind(order.listen)
        .await
        .with_context(|| format!("cannot listen on {}", order.listen))?;
    let address = listener.local_addr()?;
    let app = app(&order, address)?;
    let seen = order.checker.look();
    let own = OwnLists::default()
        .read(&order.registry, order.clock.now())
        .await?;
    app.publish(order.checker.read(&own, order.clock.now())?);
    let (tell, stop) = watch::channel(false);
    let mut loops = loops::start(&loops::Work {
        registry: order.registry.clone(),
        clock: order.clock,
        audit_key: Arc::new(order.keys.audit),
        stop: stop.clone(),
        department: order.department.map(Arc::new),
    });
    let lists = loops::Lists {
        app: app.clone(),
        registry: order.registry.clone(),
        files: order.checker.clone(),
        clock: order.clock,
        stop,
    };
    loops.spawn(lists.renewed((seen, own)));
    ready(address)?;
    let served = listen::serve(listener, router(app), order.behind_proxy, interrupt::wait()).await;
    let _ = tell.send(true);
    while loops.join_next().await.is_some() {}
    order.registry.store().close().await;
    served
}

/// Runs what serves, on threads enough that long work does not stop the pages.
///
/// # Errors
/// Those of `work`, or of the system if it gives no threads.
pub fn on_threads<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores.max(LEAST_THREADS))
        .enable_all()
        .build()?
        .block_on(work)
}

fn app(order: &Order, address: SocketAddr) -> Result<App> {
    let installation = &order.keys.installation;
    let mut settings = Settings::new(derive(installation, b"khien pages 1"));
    settings.secure_cookies = order.behind_proxy;
    settings.address.clone_from(&order.address);
    settings.demonstration = order.demonstration;
    settings.clock_shift = order.clock.shift();
    settings.signer_keys = Some(Arc::new(order.signers.clone()));
    if let Some(national) = &order.national {
        settings.national_login = Some(Arc::new(national.login(address)?));
    }
    let clock = order.clock;
    let outside = Outside::new(move || clock.now(), fill, TimeIds);
    let vault = InstallationVault::new(installation)?;
    Ok(App::new(settings, outside, order.registry.clone(), vault))
}
