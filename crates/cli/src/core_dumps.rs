//! Keys stay out of core dumps and away from debuggers.

use std::io;

/// From now on this program leaves no core dump, and no other program of the same user may look into
/// its memory: to be called before a passphrase is read.
///
/// # Errors
/// What the operating system answers, which should not go unseen: memory with keys would be written
/// to a disk.
#[cfg(unix)]
pub fn none() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let nothing = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Core, nothing)?;
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// As on other systems, where the administrator decides about dumps.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn none() -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    #[test]
    fn no_core_is_dumped_and_nobody_looks_in() {
        super::none().unwrap();
        assert_eq!(getrlimit(Resource::Core).maximum, Some(0));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}
