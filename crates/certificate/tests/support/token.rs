//! A `SoftHSM2` token in a folder of its own.
//!
//! The library reads its settings from the environment when it is loaded, so whatever uses a token
//! runs in a process of its own, started by itself with that environment.

use std::path::{Path, PathBuf};
use std::process::Command;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::session::UserType;
use cryptoki::types::AuthPin;

pub(crate) const PIN: &str = "246813579";
const OWN_TOKEN: &str = "KHIEN_OWN_TOKEN";
const LIBRARIES: [&str; 6] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/lib/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
];

/// Where the library lies; without it there is no test.
pub(crate) fn library() -> PathBuf {
    let mut there = LIBRARIES
        .iter()
        .map(PathBuf::from)
        .filter(|it| it.is_file());
    let Some(library) = there.next() else {
        panic!("SoftHSM2 is missing; on Debian:  apt-get install softhsm2");
    };
    library
}

/// Runs this program again with the arguments, in an environment with an empty token folder. Says
/// whether this is already that process.
pub(crate) fn runs_with_own_token(arguments: &[&str]) -> bool {
    if std::env::var_os(OWN_TOKEN).is_some() {
        return true;
    }
    library();
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("softhsm2.conf");
    let text = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        folder.path().display()
    );
    std::fs::write(&settings, text).unwrap();
    let status = Command::new(std::env::current_exe().unwrap())
        .args(arguments)
        .env("SOFTHSM2_CONF", &settings)
        .env(OWN_TOKEN, "1")
        .status();
    assert!(
        status.unwrap().success(),
        "the process with the token failed"
    );
    false
}

/// Makes a token of that label.
pub(crate) fn make(library: &Path, label: &str) {
    let context = Pkcs11::new(library).unwrap();
    // As the token itself does: the library must stay loaded until the process ends.
    std::mem::forget(context.clone());
    // It is set up already for the second token.
    let _ = context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK));
    let slots = context.get_all_slots().unwrap();
    let is_empty =
        |slot: &cryptoki::slot::Slot| !context.get_token_info(*slot).unwrap().token_initialized();
    let slot = slots.into_iter().find(is_empty).unwrap();
    let officer = AuthPin::new("135792468".into());
    context.init_token(slot, &officer, label).unwrap();
    let session = context.open_rw_session(slot).unwrap();
    session.login(UserType::So, Some(&officer)).unwrap();
    session.init_pin(&AuthPin::new(PIN.into())).unwrap();
}
