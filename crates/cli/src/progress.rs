//! How far a long run is: a bar with rate and time left on a terminal, plain lines otherwise.
//!
//! Everything goes to standard error, so that standard output stays for results.

use crate::terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Time between two plain lines.
const PLAIN_EVERY: Duration = Duration::from_secs(10);

/// Progress of one run: bytes read of bytes in all, and how many records that was.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    what: &'static str,
    started: Instant,
    last_line: Instant,
    bytes: u64,
    of: u64,
    records: Arc<AtomicU64>,
}

impl Progress {
    /// Starts counting. `of` is the size of all inputs in bytes, `what` names what is counted.
    pub fn start(what: &'static str, of: u64) -> Self {
        let records = Arc::new(AtomicU64::new(0));
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(of), ProgressDrawTarget::stderr());
            bar.set_style(style(what, Arc::clone(&records)));
            bar
        });
        let now = Instant::now();
        Self {
            bar,
            what,
            started: now,
            last_line: now,
            bytes: 0,
            of,
            records,
        }
    }

    /// So many records more, and so many bytes of the inputs read in all.
    pub fn advance(&mut self, records: u64, bytes: u64) {
        self.records.fetch_add(records, Ordering::Relaxed);
        self.bytes = bytes.min(self.of);
        if let Some(bar) = &self.bar {
            bar.set_position(self.bytes);
        } else if self.last_line.elapsed() >= PLAIN_EVERY {
            self.last_line = Instant::now();
            terminal::note(&self.line());
        }
    }

    /// Says, where no bar shows it, that a file is done.
    pub fn file_done(&self, file: &str, records: u64) {
        if self.bar.is_none() {
            terminal::note(&format!("{file}: {records} {}", self.what));
        }
    }

    /// Says a line without disturbing the bar.
    pub fn note(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| terminal::note(line)),
            None => terminal::note(line),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    fn line(&self) -> String {
        let records = self.records.load(Ordering::Relaxed);
        let per_cent = (self.bytes * 100).checked_div(self.of).unwrap_or(100);
        let rate = per_second(records, self.started.elapsed());
        format!("{records} {}, {rate:.0} a second, {per_cent} %", self.what)
    }
}

impl Drop for Progress {
    /// A bar must not stand above an error message.
    fn drop(&mut self) {
        self.finish();
    }
}

/// So many a second; 0 before any time has passed.
pub fn per_second(count: u64, time: Duration) -> f64 {
    let seconds = time.as_secs_f64();
    if seconds > 0.0 {
        crate::evaluate::float(count) / seconds
    } else {
        0.0
    }
}

fn style(what: &'static str, records: Arc<AtomicU64>) -> ProgressStyle {
    let counted = move |state: &ProgressState, out: &mut dyn Write| {
        let count = records.load(Ordering::Relaxed);
        let rate = per_second(count, state.elapsed());
        let _ = write!(out, "{count} {what}, {rate:.0}/s");
    };
    ProgressStyle::with_template("{bar:30} {percent:>3} %  {counted}, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("counted", counted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_has_a_sound_template() {
        let template =
            ProgressStyle::with_template("{bar:30} {percent:>3} %  {counted}, {eta} left");
        assert!(template.is_ok());
    }

    #[test]
    fn a_plain_line_says_how_many_how_fast_and_how_far() {
        let mut progress = Progress::start("records", 200);
        progress.advance(30, 50);
        let line = progress.line();
        assert!(
            line.starts_with("30 records, ") && line.ends_with(" a second, 25 %"),
            "{line}"
        );
    }

    #[test]
    fn no_time_gives_no_rate() {
        assert!(per_second(5, Duration::ZERO).abs() < f64::EPSILON);
        assert!((per_second(5, Duration::from_millis(500)) - 10.0).abs() < 1e-9);
    }
}
