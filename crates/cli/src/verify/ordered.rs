//! Work on many threads, results in the order of the input, memory bounded.
//!
//! One thread reads, `threads` threads work, the caller's thread takes the results in order. A
//! permit travels with every item and comes back when its result was taken, so that never more
//! than `2 * threads + 2` items are on their way, however slow one of them is.

use anyhow::{Error, Result};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What became of an item.
enum Done<U> {
    Result(U),
    Failed(Error),
    Panicked(Box<dyn std::any::Any + Send>),
}

/// Says that the results are no longer wanted. Never reaches a person.
#[derive(Debug, thiserror::Error)]
#[error("the results are no longer wanted")]
struct Unwanted;

/// Where the reader puts its items.
pub(super) struct Outlet<T> {
    permits: Receiver<()>,
    tasks: SyncSender<(u64, T)>,
    place: u64,
}

impl<T> Outlet<T> {
    /// Hands on an item; waits while enough of them are on their way.
    ///
    /// # Errors
    /// If the results are no longer wanted: the reader should return with this error.
    pub(super) fn put(&mut self, item: T) -> Result<()> {
        self.permits.recv().map_err(|_| Unwanted)?;
        let sent = self.tasks.send((self.place, item));
        sent.map_err(|_| Unwanted)?;
        self.place += 1;
        Ok(())
    }
}

/// Lets `read` put items, makes a `worker` on each of so many threads and calls it on the items,
/// and calls `take` on every result in order.
///
/// # Errors
/// The first failure, in the order of the input, of `read` or of `take`. What is on its way then
/// is dropped.
pub(super) fn ordered<T: Send, U: Send, W: FnMut(T) -> U>(
    threads: usize,
    read: impl FnOnce(&mut Outlet<T>) -> Result<()> + Send,
    worker: impl Fn() -> W + Sync,
    take: impl FnMut(U) -> Result<()>,
) -> Result<()> {
    let on_their_way = 2 * threads + 2;
    thread::scope(|scope| {
        let (permit, permits) = sync_channel(on_their_way);
        let (task, tasks) = sync_channel(on_their_way);
        let (done, results) = channel();
        let tasks = Arc::new(Mutex::new(tasks));
        let mut outlet = Outlet {
            permits,
            tasks: task,
            place: 0,
        };
        let failed = done.clone();
        scope.spawn(move || {
            if let Err(error) = read(&mut outlet) {
                // Nobody listens any more if the results are unwanted.
                let _ = failed.send((outlet.place, Done::Failed(error)));
            }
        });
        for _ in 0..threads {
            let (tasks, done, worker) = (Arc::clone(&tasks), done.clone(), &worker);
            scope.spawn(move || labour(&tasks, worker(), &done));
        }
        // Only the threads hold these now: when the last one ends, the others notice.
        drop((done, tasks));
        for _ in 0..on_their_way {
            let _ = permit.send(());
        }
        collect(&results, &permit, take)
    })
}

fn labour<T, U>(
    tasks: &Mutex<Receiver<(u64, T)>>,
    mut work: impl FnMut(T) -> U,
    done: &Sender<(u64, Done<U>)>,
) {
    loop {
        let next = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((place, item)) = next else { return };
        // A panic must not leave the others waiting for this place: it is passed on.
        let outcome = match catch_unwind(AssertUnwindSafe(|| work(item))) {
            Ok(result) => Done::Result(result),
            Err(payload) => Done::Panicked(payload),
        };
        if done.send((place, outcome)).is_err() {
            return;
        }
    }
}

fn collect<U>(
    results: &Receiver<(u64, Done<U>)>,
    permit: &SyncSender<()>,
    mut take: impl FnMut(U) -> Result<()>,
) -> Result<()> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for (place, outcome) in results {
        waiting.insert(place, outcome);
        while let Some(outcome) = waiting.remove(&next) {
            match outcome {
                Done::Result(result) => take(result)?,
                Done::Failed(error) => return Err(error),
                Done::Panicked(payload) => resume_unwind(payload),
            }
            next += 1;
            let _ = permit.send(());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn numbers(upto: u64) -> impl FnOnce(&mut Outlet<u64>) -> Result<()> + Send {
        move |outlet| (0..upto).try_for_each(|item| outlet.put(item))
    }

    /// Busy for longer, the smaller the number: later items overtake earlier ones.
    fn uneven(item: u64) -> u64 {
        let rounds = if item.is_multiple_of(7) { 20_000 } else { 10 };
        (0..rounds).fold(item, |sum, round| std::hint::black_box(sum ^ round ^ round))
    }

    #[test]
    fn results_come_in_order_at_any_number_of_threads() {
        for threads in [1, 2, 5] {
            let mut taken = Vec::new();
            let take = |item| {
                taken.push(item);
                Ok(())
            };
            ordered(threads, numbers(300), || uneven, take).unwrap();
            assert!(taken.iter().copied().eq(0..300), "{threads} threads");
        }
    }

    #[test]
    fn a_failure_of_the_reader_comes_after_the_results_before_it() {
        let read = |outlet: &mut Outlet<u64>| {
            (0..20).try_for_each(|item| outlet.put(item))?;
            anyhow::bail!("row 20")
        };
        let mut taken = 0;
        let count = |_| {
            taken += 1;
            Ok(())
        };
        let error = ordered(3, read, || |item| item, count).unwrap_err();
        assert_eq!((error.to_string().as_str(), taken), ("row 20", 20));
    }

    #[test]
    fn a_failure_of_the_taker_stops_the_reader_and_is_what_is_reported() {
        let put = AtomicUsize::new(0);
        let endless = |outlet: &mut Outlet<u64>| {
            (0..).try_for_each(|item| {
                outlet.put(item)?;
                put.fetch_add(1, Ordering::SeqCst);
                Ok(())
            })
        };
        let refuse = |item| {
            if item < 5 {
                Ok(())
            } else {
                Err(anyhow::anyhow!("disk full"))
            }
        };
        let error = ordered(2, endless, || |item| item, refuse).unwrap_err();
        assert_eq!(error.to_string(), "disk full");
        assert!(put.load(Ordering::SeqCst) <= 5 + 6);
    }

    #[test]
    fn never_more_items_are_on_their_way_than_permitted() {
        let (put, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let most = AtomicUsize::new(0);
        let read = |outlet: &mut Outlet<u64>| {
            (0..400).try_for_each(|item| {
                outlet.put(item)?;
                let ahead = put.fetch_add(1, Ordering::SeqCst) + 1;
                let ahead = ahead.saturating_sub(taken.load(Ordering::SeqCst));
                most.fetch_max(ahead, Ordering::SeqCst);
                Ok(())
            })
        };
        let take = |_| {
            taken.fetch_add(1, Ordering::SeqCst);
            Ok(())
        };
        ordered(3, read, || uneven, take).unwrap();
        // The permit comes back just after the result was counted as taken.
        assert!(most.load(Ordering::SeqCst) <= 2 * 3 + 2 + 1);
    }

    #[test]
    #[should_panic(expected = "work failed")]
    fn a_panic_in_the_work_is_passed_on_and_nobody_waits_for_ever() {
        let worker = || |item: u64| assert!(item != 30, "work failed");
        let _ = ordered(2, numbers(100), worker, |()| Ok(()));
    }
}
