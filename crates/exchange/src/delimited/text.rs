//! Bytes in, UTF-8 out, whatever the encoding, a stretch at a time.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_8};

use super::encoding::{Guess, guess};
use crate::error::ExchangeError;

/// Bytes that are read at once.
const STRETCH: usize = 256 << 10;

/// A stream of text that is UTF-8 on this side.
pub(crate) struct TextSource {
    inner: Box<dyn Read + Send>,
    file: String,
    input: Vec<u8>,
    decoder: Option<Decoder>,
    started: bool,
    ended: bool,
    failure: Option<io::Error>,
}

impl TextSource {
    /// Reads from `inner`; `file` names it in messages.
    pub(crate) fn new(inner: Box<dyn Read + Send>, file: &str) -> Self {
        Self {
            inner,
            file: file.to_owned(),
            input: vec![0; STRETCH],
            decoder: None,
            started: false,
            ended: false,
            failure: None,
        }
    }

    /// The name of the file in messages.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Appends the next stretch to `out`; false when there is nothing more.
    pub(crate) fn append(&mut self, out: &mut Vec<u8>) -> Result<bool, ExchangeError> {
        if self.ended {
            return Ok(false);
        }
        if let Some(failure) = self.failure.take() {
            self.ended = true;
            return Err(self.stream_error(failure));
        }
        let length = self.fill();
        let from = self.choose(length)?;
        self.ended = length < self.input.len() && self.failure.is_none();
        self.started = true;
        match self.decoder.as_mut() {
            Some(decoder) => decode(decoder, &self.input[from..length], out, self.ended),
            None => out.extend_from_slice(&self.input[from..length]),
        }
        Ok(true)
    }

    /// Fills the stretch; a failure is kept back until what came before it has been used.
    fn fill(&mut self) -> usize {
        let mut length = 0;
        while length < self.input.len() {
            match self.inner.read(&mut self.input[length..]) {
                Ok(0) => break,
                Ok(count) => length += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error);
                    break;
                }
            }
        }
        length
    }

    /// Settles the encoding if it is open; says how many bytes of mark to leave out.
    fn choose(&mut self, length: usize) -> Result<usize, ExchangeError> {
        if self.decoder.is_some() {
            return Ok(0);
        }
        match guess(&self.input[..length], !self.started) {
            Guess::Ascii => Ok(0),
            Guess::Known(encoding, mark) => {
                self.decoder = Some(encoding.new_decoder_without_bom_handling());
                Ok(mark)
            }
            Guess::Unknown => Err(ExchangeError::UnknownEncoding {
                file: self.file.clone(),
            }),
        }
    }

    fn stream_error(&self, error: io::Error) -> ExchangeError {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        match error.kind() {
            InvalidData | InvalidInput | UnexpectedEof => ExchangeError::damaged(&self.file, error),
            _ => ExchangeError::read(&self.file, error),
        }
    }
}

fn decode(decoder: &mut Decoder, mut bytes: &[u8], out: &mut Vec<u8>, last: bool) {
    // One byte of any encoding gives at most three of UTF-8; UTF-8 itself copies one to one.
    let factor = if decoder.encoding() == UTF_8 { 1 } else { 3 };
    loop {
        let start = out.len();
        out.resize(start + bytes.len() * factor + 16, 0);
        let (result, read, written, _) = decoder.decode_to_utf8(bytes, &mut out[start..], last);
        out.truncate(start + written);
        bytes = &bytes[read..];
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Result<String, ExchangeError> {
        let reader = Box::new(io::Cursor::new(bytes.to_vec()));
        let mut source = TextSource::new(reader, "a.csv");
        let mut out = Vec::new();
        while source.append(&mut out)? {}
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_letter_across_two_stretches_is_whole() {
        let text = format!("{}ễ,{}", "đ".repeat(STRETCH / 2 - 1), "x".repeat(10));
        assert_eq!(all(text.as_bytes()).unwrap(), text);
    }

    #[test]
    fn the_encoding_is_settled_when_the_first_letter_comes_late() {
        let name = "Nguyê\u{303}n Thi\u{323} Hô\u{300}ng";
        let (encoded, _, _) = encoding_rs::WINDOWS_1258.encode(name);
        let mut bytes = vec![b'a'; STRETCH + 5];
        bytes.extend_from_slice(&encoded);
        assert!(all(&bytes).unwrap().ends_with(name));
    }

    #[test]
    fn a_damaged_letter_costs_that_letter_only() {
        let mut bytes = "Nguyễn Thị Hoà Bình Đỗ Văn Thưởng ".repeat(3).into_bytes();
        bytes.push(0xFF);
        bytes.extend_from_slice(b",x");
        assert!(all(&bytes).unwrap().ends_with("\u{fffd},x"));
    }
}
