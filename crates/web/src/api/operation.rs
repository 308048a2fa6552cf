//! One operation of the API: address, who may, what it takes, what it answers.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};
use khien_domain::rights::Act;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::gate::{self, Access};
use crate::App;

/// Schemas by name.
pub(super) type Schemas = Vec<(String, RefOr<Schema>)>;

/// A body of an operation in the description.
#[derive(Clone)]
pub(super) struct BodySchema {
    /// Its name among the components.
    pub(super) name: String,
    /// It, and all that it refers to.
    pub(super) schemas: Schemas,
}

impl BodySchema {
    fn of<T: ToSchema>() -> Self {
        let mut schemas = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut schemas);
        Self {
            name: T::name().into_owned(),
            schemas,
        }
    }
}

/// One operation.
pub(super) struct Operation {
    pub(super) method: Method,
    pub(super) path: &'static str,
    /// Its id in the description.
    pub(super) id: &'static str,
    pub(super) tag: &'static str,
    pub(super) summary: &'static str,
    pub(super) about: &'static str,
    /// Who may call it.
    pub(super) access: Access,
    pub(super) takes: Option<BodySchema>,
    /// Bodies that are not JSON: content type and what it is.
    pub(super) takes_file: Option<&'static str>,
    pub(super) answers: Vec<(StatusCode, &'static str, Option<BodySchema>)>,
    /// Codes of problems of its own.
    pub(super) problems: &'static [&'static str],
    /// Whether a version is asked for with `If-Match`.
    pub(super) guarded: bool,
    /// What may stand behind `?`, beside what pages need.
    pub(super) query: &'static [(&'static str, &'static str)],
    /// Whether it answers in pages.
    pub(super) paged: bool,
    /// Whether an `Idempotency-Key` may stand for the id.
    pub(super) keyed: bool,
    handler: MethodRouter<App>,
}

impl Operation {
    fn new<H, T>(method: Method, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let filter = match method {
            Method::POST => MethodFilter::POST,
            Method::PUT => MethodFilter::PUT,
            Method::DELETE => MethodFilter::DELETE,
            _ => MethodFilter::GET,
        };
        Self {
            method,
            path,
            id: "",
            tag: "",
            summary: "",
            about: "",
            access: Access::of(&[]),
            takes: None,
            takes_file: None,
            answers: Vec::new(),
            problems: &[],
            guarded: false,
            query: &[],
            paged: false,
            keyed: false,
            handler: on(filter, handler),
        }
    }

    /// Reads something.
    pub(super) fn get<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self::new(Method::GET, path, handler)
    }

    /// Adds something, or does something with it.
    pub(super) fn post<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self::new(Method::POST, path, handler)
    }

    /// Puts a corrected version in the place of one that was seen.
    pub(super) fn put<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        let mut it = Self::new(Method::PUT, path, handler);
        it.guarded = true;
        it
    }

    /// It needs the version that was seen.
    pub(super) fn guarded(mut self) -> Self {
        self.guarded = true;
        self
    }

    /// Its id, its resource and what it does in one line.
    pub(super) fn named(
        mut self,
        id: &'static str,
        tag: &'static str,
        summary: &'static str,
    ) -> Self {
        (self.id, self.tag, self.summary) = (id, tag, summary);
        self
    }

    /// What there is to know beyond the summary.
    pub(super) fn about(mut self, about: &'static str) -> Self {
        self.about = about;
        self
    }

    /// Open to whoever may do one of these acts somewhere.
    pub(super) fn acts(mut self, acts: &'static [Act]) -> Self {
        self.access = Access::of(acts);
        self
    }

    /// Open to everybody who is in.
    pub(super) fn anybody_in(mut self) -> Self {
        self.access = Access::anybody_in();
        self
    }

    /// The JSON that it takes.
    pub(super) fn takes<T: ToSchema>(mut self) -> Self {
        self.takes = Some(BodySchema::of::<T>());
        self
    }

    /// The file that it takes; its handler sees to the size.
    pub(super) fn takes_file(mut self, kind: &'static str) -> Self {
        self.takes_file = Some(kind);
        self
    }

    /// What it answers when it is done.
    pub(super) fn answers<T: ToSchema>(mut self, status: StatusCode, what: &'static str) -> Self {
        self.answers
            .push((status, what, Some(BodySchema::of::<T>())));
        self
    }

    /// An answer without a body.
    pub(super) fn answers_nothing(mut self, what: &'static str) -> Self {
        self.answers.push((StatusCode::NO_CONTENT, what, None));
        self
    }

    /// Codes of problems that only it has.
    pub(super) fn problems(mut self, codes: &'static [&'static str]) -> Self {
        self.problems = codes;
        self
    }

    /// What may stand behind `?`: names and what they mean.
    pub(super) fn query(mut self, query: &'static [(&'static str, &'static str)]) -> Self {
        self.query = query;
        self
    }

    /// It answers in pages, with a cursor to the next.
    pub(super) fn paged(mut self) -> Self {
        self.paged = true;
        self
    }

    /// The id of what it adds may come as an `Idempotency-Key`.
    pub(super) fn keyed(mut self) -> Self {
        self.keyed = true;
        self
    }

    /// Joins a router, behind its gate.
    pub(super) fn join(self, app: &App, router: Router<App>) -> Router<App> {
        let guard = from_fn_with_state((app.clone(), self.access), gate::gate);
        let handler = match self.takes_file {
            Some(_) => self.handler.layer(DefaultBodyLimit::disable()),
            None => self.handler,
        };
        router.route(self.path, handler.layer(guard))
    }
}
