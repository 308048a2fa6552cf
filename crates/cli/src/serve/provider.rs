//! Requests to the provider of the national login, over HTTPS.

use anyhow::{Context, Result};
use axum::body::Bytes;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use khien_registry::credentials::openid::TokenRequest;
use khien_web::{Carried, Carrier, Unreachable};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::path::Path;
use std::time::Duration;

/// A provider that takes longer is away: somebody is waiting at the page of signing in.
const PATIENCE: Duration = Duration::from_secs(10);
/// Discovery documents and key sets have a few kilobytes.
const LARGEST: usize = 256 * 1024;

/// Carries requests, keeping connections open for the next.
pub(super) struct HttpsCarrier {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl HttpsCarrier {
    /// Trusts the authorities that browsers trust; or, where a file in PEM form is given, only those
    /// in it.
    ///
    /// # Errors
    /// If the file cannot be read or has no certificate.
    pub(super) fn new(authorities: Option<&Path>) -> Result<Self> {
        let roots = match authorities {
            Some(file) => roots_of(file)?,
            None => webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect(),
        };
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        let tls = ClientConfig::builder_with_provider(provider.into())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            // Which addresses may go without TLS, those of this machine, is for the protocol to say.
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
        })
    }

    /// Status and body of the answer.
    async fn carry(
        &self,
        request: Result<Request<Full<Bytes>>, axum::http::Error>,
    ) -> Result<(StatusCode, Vec<u8>), Unreachable> {
        let request = request.map_err(away)?;
        let answered = async {
            let answer = self.client.request(request).await.map_err(away)?;
            let status = answer.status();
            let body = Limited::new(answer.into_body(), LARGEST).collect().await;
            let body = body.map_err(|error| Unreachable(error.to_string()))?;
            Ok((status, body.to_bytes().into()))
        };
        let late = |_| Unreachable("no answer in ten seconds".to_owned());
        tokio::time::timeout(PATIENCE, answered)
            .await
            .map_err(late)?
    }
}

impl Carrier for HttpsCarrier {
    fn read<'a>(&'a self, address: &'a str) -> Carried<'a> {
        Box::pin(async move {
            let request = Request::get(address).header(ACCEPT, "application/json");
            let (status, body) = self.carry(request.body(Full::default())).await?;
            if status == StatusCode::OK {
                Ok(body)
            } else {
                Err(Unreachable(format!("it answers {status}")))
            }
        })
    }

    fn exchange<'a>(&'a self, request: &'a TokenRequest) -> Carried<'a> {
        Box::pin(async move {
            let mut post = Request::post(&request.address)
                .header(ACCEPT, "application/json")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            if let Some(authorization) = &request.authorization {
                post = post.header(AUTHORIZATION, authorization.as_str());
            }
            let body = Bytes::copy_from_slice(request.body.as_bytes());
            let (status, body) = self.carry(post.body(Full::new(body))).await?;
            if status.is_server_error() {
                return Err(Unreachable(format!("it answers {status}")));
            }
            Ok(body)
        })
    }
}

fn roots_of(file: &Path) -> Result<RootCertStore> {
    let context = || format!("no certificates can be read from {}", file.display());
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).with_context(context)? {
        roots
            .add(certificate.with_context(context)?)
            .with_context(context)?;
    }
    anyhow::ensure!(!roots.is_empty(), context());
    Ok(roots)
}

/// What the operator is told; requests and answers hold secrets and are not.
fn away(error: impl std::error::Error) -> Unreachable {
    let mut said = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        said = format!("{said}: {cause}");
        source = cause.source();
    }
    Unreachable(said)
}
