//! A writer that takes UTF-8 and writes another encoding.

use std::io::{self, Write};

use crate::TextEncoding;

/// Takes UTF-8, in pieces of any size, and hands the bytes of the encoding on.
pub(crate) struct Encoded<W: Write> {
    encoding: TextEncoding,
    /// The beginning of a character whose end has not come yet.
    begun: Vec<u8>,
    inner: W,
}

impl<W: Write> Encoded<W> {
    pub(crate) fn new(encoding: TextEncoding, inner: W) -> Self {
        Self {
            encoding,
            begun: Vec::new(),
            inner,
        }
    }

    pub(crate) fn into_inner(self) -> W {
        self.inner
    }
}

impl<W: Write> Write for Encoded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if matches!(self.encoding, TextEncoding::Utf8 | TextEncoding::Utf8Bom) {
            return self.inner.write(bytes);
        }
        self.begun.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.begun) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let rest = self.begun.split_off(whole);
        let text = std::str::from_utf8(&self.begun).unwrap_or_default();
        self.inner.write_all(&self.encoding.bytes(text))?;
        self.begun = rest;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
