//! Wall time, CPU seconds and memory, as the kernel counts them.

use std::fs;
use std::time::{Duration, Instant};

/// Ticks of the kernel's clock in a second.
const TICKS: f64 = 100.0;

/// A measurement that has begun.
pub(crate) struct Used {
    begun: Instant,
    seconds: f64,
}

impl Used {
    pub(crate) fn begin() -> Self {
        Self {
            seconds: cpu_seconds(),
            begun: Instant::now(),
        }
    }

    /// Prints what was used since, a server not counted, and gives the wall time.
    pub(crate) fn tell(self, what: &str) -> Duration {
        let took = self.begun.elapsed();
        let seconds = cpu_seconds() - self.seconds;
        println!(
            "{what}: {:.2} s; {seconds:.1} CPU s of this process",
            took.as_secs_f64()
        );
        took
    }
}

/// CPU seconds of this process, all threads, of user and system.
fn cpu_seconds() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit_once(") ").map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|text| text.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS
}

/// Lets the peak of our memory begin anew.
pub(crate) fn forget_peak() {
    // Where the kernel does not allow it, the peak is that of the whole run.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The peak of our memory in MiB, the index of the register included.
pub(crate) fn peak() -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.map_or(0, |text| text.parse::<u64>().unwrap_or(0) / 1024)
}
