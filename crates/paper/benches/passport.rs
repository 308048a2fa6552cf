//! Passports as PDF: how many a second on two threads, and how long one takes at that load.
//!
//! One is everything from the text of the certificate to the bytes of the file. Beside it, in turn
//! and on as many threads: a page with nothing on it, and the symbol of the code alone.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints what it measured, and stops where something fails"
)]

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::time::{Duration, Instant};

use khien_paper::passport::passport;
use krilla::Document;
use krilla::page::PageSettings;

const THREADS: u8 = 2;
const RUNS: usize = 7;
const TIME: Duration = Duration::from_secs(3);

/// What came out of one run.
struct Run {
    per_second: f64,
    /// CPU seconds of one, in milliseconds.
    cpu: f64,
    half: f64,
    p99: f64,
}

fn main() {
    println!("{THREADS} threads, median (spread) of {RUNS} runs of {TIME:?}");
    let mut all: [Vec<Run>; 3] = [const { Vec::new() }; 3];
    for _ in 0..RUNS {
        for (runs, work) in all.iter_mut().zip([whole, empty, symbol]) {
            runs.push(run(work));
        }
    }
    for (name, runs) in ["passport", "an empty page", "the symbol"].iter().zip(&all) {
        let figure = |of: fn(&Run) -> f64| spread(runs.iter().map(of).collect());
        println!("{name:>14}: {} a second", figure(|run| run.per_second));
        println!("{:>14}  {} CPU ms each", "", figure(|run| run.cpu));
        println!("{:>14}  half under {} ms", "", figure(|run| run.half));
        println!("{:>14}  p99 {} ms", "", figure(|run| run.p99));
    }
}

fn whole(number: u8) -> usize {
    let made = match number % 4 {
        0 => sample::long(sample::code(number)),
        1 => sample::foreign(sample::code(number)),
        _ => sample::usual(sample::code(number)),
    };
    passport(&made).unwrap().len()
}

fn empty(_: u8) -> usize {
    let mut document = Document::new();
    document
        .start_page_with(PageSettings::from_wh(595.0, 842.0).unwrap())
        .finish();
    document.finish().unwrap().len()
}

fn symbol(number: u8) -> usize {
    sample::code(number).side()
}

/// All threads do the same work until the time is over.
fn run(work: fn(u8) -> usize) -> Run {
    let begin = Instant::now();
    let threads: Vec<_> = (0..THREADS)
        .map(|thread| std::thread::spawn(move || one_thread(work, thread, begin)))
        .collect();
    let mut cpu = 0.0;
    let mut times = Vec::new();
    for thread in threads {
        let (of_thread, used) = thread.join().unwrap();
        times.extend(of_thread);
        cpu += used;
    }
    let wall = begin.elapsed().as_secs_f64();
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)] * 1000.0;
    let count = f64::from(u32::try_from(times.len()).unwrap());
    Run {
        per_second: count / wall,
        cpu: cpu / count * 1000.0,
        half: at(50),
        p99: at(99),
    }
}

fn one_thread(work: fn(u8) -> usize, thread: u8, begin: Instant) -> (Vec<f64>, f64) {
    let before = cpu();
    let mut times = Vec::new();
    let mut number = thread;
    while begin.elapsed() < TIME {
        let one = Instant::now();
        assert!(std::hint::black_box(work(number)) > 0);
        times.push(one.elapsed().as_secs_f64());
        number = number.wrapping_add(THREADS);
    }
    (times, cpu() - before)
}

/// CPU seconds that this thread has used, by the scheduler of Linux.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds = text.split(' ').next().unwrap().parse().unwrap();
    Duration::from_nanos(nanoseconds).as_secs_f64()
}

fn spread(mut figures: Vec<f64>) -> String {
    figures.sort_by(f64::total_cmp);
    let (least, most) = (figures[0], figures[figures.len() - 1]);
    format!("{:.2} ({least:.2}–{most:.2})", figures[figures.len() / 2])
}
