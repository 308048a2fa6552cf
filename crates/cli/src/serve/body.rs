//! The body of a request, waited for as long as it moves.
//!
//! Only the time counts in which the server waits for the other side, not that in which a step of
//! ours keeps a body waiting. Who is given up hears 408, and nothing of the body is kept.

use axum::BoxError;
use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use futures_util::StreamExt;
use futures_util::stream::unfold;
use khien_web::LateBody;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// How slow a body may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Longest time without a byte: a phone that changes its cell is back within it.
    idle: Duration,
    /// Waiting that costs nothing, whatever came.
    free: Duration,
    /// Bytes that must have come for each second waited beyond that. A slow 3G line brings fifty
    /// times as much.
    bytes_a_second: u32,
}

impl Patience {
    /// That of a server.
    pub(super) const DEFAULT: Self = Self {
        idle: Duration::from_secs(30),
        free: Duration::from_mins(1),
        bytes_a_second: 1024,
    };

    /// How long more is waited, after so much waiting for so many bytes.
    fn left(self, waited: Duration, bytes: u64) -> Duration {
        let earned = bytes / u64::from(self.bytes_a_second.max(1));
        let allowed = self.free.saturating_add(Duration::from_secs(earned));
        self.idle.min(allowed.saturating_sub(waited))
    }
}

/// The body was too slow.
#[derive(Debug, thiserror::Error)]
#[error("the body came too slowly")]
struct TooSlow;

struct Timed {
    data: BodyDataStream,
    patience: Patience,
    late: LateBody,
    bytes: u64,
    waited: Duration,
}

/// The body, ended with a fault as soon as it is slower than that; `late` then knows.
pub(super) fn timed(body: Body, patience: Patience, late: LateBody) -> Body {
    if body.is_end_stream() {
        return body;
    }
    let timed = Timed {
        data: body.into_data_stream(),
        patience,
        late,
        bytes: 0,
        waited: Duration::ZERO,
    };
    Body::from_stream(unfold(timed, async |mut timed| {
        let next = timed.next().await?;
        Some((next, timed))
    }))
}

impl Timed {
    async fn next(&mut self) -> Option<Result<Bytes, BoxError>> {
        if self.late.is_given_up() {
            return None;
        }
        let begun = Instant::now();
        let left = self.patience.left(self.waited, self.bytes);
        let Ok(next) = timeout(left, self.data.next()).await else {
            self.late.give_up();
            return Some(Err(TooSlow.into()));
        };
        self.waited += begun.elapsed();
        if let Some(Ok(bytes)) = &next {
            self.bytes += bytes.len() as u64;
        }
        next.map(|next| next.map_err(Into::into))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use futures_util::stream::{iter, pending};

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_slow_line_is_waited_for_and_drops_are_not() {
        let left = |waited: u32, bytes| Patience::DEFAULT.left(SECOND * waited, bytes).as_secs();
        assert_eq!(left(0, 0), 30, "the first byte");
        assert_eq!(left(50, 0), 10, "a minute in all is free");
        assert_eq!(left(61, 50), 0, "a byte a second is a drop");
        // A file of 20 MB over 50 kB/s: it may stand still for half a minute at any time.
        assert_eq!(left(400, 20_000_000), 30);
        assert_eq!(left(100, 60 * 1024), 20);
    }

    #[tokio::test]
    async fn a_body_that_stands_still_is_given_up() {
        let half = iter([Ok::<_, TooSlow>("half")]).chain(pending());
        let quick = Patience {
            idle: Duration::from_millis(20),
            ..Patience::DEFAULT
        };
        let late = LateBody::default();
        let body = timed(Body::from_stream(half), quick, late.clone());
        assert!(to_bytes(body, 1_000).await.is_err());
        assert!(late.is_given_up());
    }

    #[tokio::test]
    async fn a_body_that_comes_is_whole() {
        let late = LateBody::default();
        let body = timed(Body::from("whole"), Patience::DEFAULT, late.clone());
        assert_eq!(to_bytes(body, 1_000).await.unwrap(), "whole");
        assert!(!late.is_given_up());
    }
}
