//! Sockets: connections in, requests to the router, answers out, until told to stop.
//!
//! TLS is the business of the proxy in front. A connection that sends its headers or a body drop by
//! drop is closed, and there is an upper number of connections, so that nobody can hold them all.

use super::body::{Patience, timed};
use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use khien_web::LateBody;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// Within which time the headers of a request must be there.
const HEADERS_WITHIN: Duration = Duration::from_secs(20);
/// Most connections at once; who comes later waits.
const MOST_CONNECTIONS: usize = 4_096;
/// How long requests may go on after the server was told to stop.
const FAREWELL: Duration = Duration::from_secs(20);
/// Rest after the system could not take a connection, for instance for want of file numbers.
const AFTER_FAULT: Duration = Duration::from_millis(100);

/// Serves the router until `stop` is done, then lets the requests that have begun end.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    behind_proxy: bool,
    stop: impl Future<Output = ()>,
) -> Result<()> {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let open = GracefulShutdown::new();
    let mut http = Builder::new(TokioExecutor::new());
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN);
    http.http2().timer(TokioTimer::new());
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place,
            () = &mut stop => break,
        };
        let place = place.context("the server has no more places")?;
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(AFTER_FAULT).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let service = service(router.clone(), address, behind_proxy);
        let io = stream_io(stream);
        let connection = http
            .serve_connection_with_upgrades(io, service)
            .into_owned();
        let watched = open.watch(connection);
        tokio::spawn(async move {
            // How a browser ends a connection is its own business.
            let _ = watched.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(FAREWELL, open.shutdown()).await;
    Ok(())
}

fn stream_io(stream: TcpStream) -> TokioIo<TcpStream> {
    // An answer of two pieces would otherwise wait for the other side.
    let _ = stream.set_nodelay(true);
    TokioIo::new(stream)
}

type Served = hyper_util::service::TowerToHyperService<Connection>;

/// The router, told from where the requests of one connection come.
#[derive(Clone)]
struct Connection {
    router: Router,
    address: SocketAddr,
    behind_proxy: bool,
}

fn service(router: Router, address: SocketAddr, behind_proxy: bool) -> Served {
    hyper_util::service::TowerToHyperService::new(Connection {
        router,
        address,
        behind_proxy,
    })
}

impl<B> tower::Service<Request<B>> for Connection
where
    B: axum::body::HttpBody<Data = axum::body::Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = axum::response::Response;
    type Error = std::convert::Infallible;
    type Future = tower::util::Oneshot<Router, Request<Body>>;

    fn poll_ready(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), Self::Error>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let late = LateBody::default();
        let mut request =
            request.map(|body| timed(Body::new(body), Patience::DEFAULT, late.clone()));
        request.extensions_mut().insert(late);
        let mut address = self.address;
        if self.behind_proxy
            && let Some(client) = forwarded_for(request.headers())
        {
            address.set_ip(client);
        }
        request.extensions_mut().insert(ConnectInfo(address));
        self.router.clone().oneshot(request)
    }
}

/// The address that the proxy in front saw: the last of `X-Forwarded-For`, since everything before
/// it is what the client itself may have sent.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_word_of_the_proxy_counts() {
        for (sent, read) in [
            (vec!["10.0.0.7"], Some("10.0.0.7")),
            (vec!["1.2.3.4, 10.0.0.7"], Some("10.0.0.7")),
            (vec!["1.2.3.4", "2001:db8::7"], Some("2001:db8::7")),
            (vec!["somebody"], None),
            (vec![], None),
        ] {
            let mut headers = HeaderMap::new();
            for value in &sent {
                headers.append("x-forwarded-for", value.parse().unwrap());
            }
            let read = read.map(|text| text.parse().unwrap());
            assert_eq!(forwarded_for(&headers), read, "{sent:?}");
        }
    }
}
