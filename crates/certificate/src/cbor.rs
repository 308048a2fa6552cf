//! CBOR (RFC 8949): a strict reader of foreign bytes into a tree, and a deterministic writer.
//!
//! Invariants: reading takes memory and time in proportion to the bytes given, whatever they
//! announce; it never panics; a map never holds one key twice. Encodings that are longer than needed
//! and lengths left open are read, for both are in the field; they are never written.
//!
//! Not here: any meaning of the values.

mod fault;
mod json;
mod read;
#[cfg(test)]
mod tests;
mod text;
mod value;
mod write;

pub use fault::CborFault;
pub use read::read;
pub use text::Text;
pub use value::Value;
pub use write::Writer;
