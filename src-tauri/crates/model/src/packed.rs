//! Numbers and texts as few bytes, to be kept and read again at once: a number takes a byte for each seven bits.
//!
//! Bytes that nobody packed so are read as nothing, wherever they end.

/// Bytes that are being packed.
#[derive(Debug, Clone, Default)]
pub struct Packed(Vec<u8>);

impl Packed {
    /// All of them.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// A single byte.
    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Bytes as they are; how many is told by something else.
    pub fn bytes(&mut self, bytes: impl IntoIterator<Item = u8>) {
        self.0.extend(bytes);
    }

    /// A number; small ones are short.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// A number of either sign; small ones are short.
    pub fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    /// A text with its length.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend(text.as_bytes());
    }

    /// Texts, and how many they are.
    pub fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        for text in texts {
            self.text(text);
        }
    }

    /// Numbers that ascend, and how many they are: each as its distance from the one before.
    pub fn ascending(&mut self, numbers: impl ExactSizeIterator<Item = i64>) {
        self.number(numbers.len() as u64);
        let mut before = 0_i64;
        for number in numbers {
            self.signed(number.wrapping_sub(before));
            before = number;
        }
    }
}

/// Packed bytes that are being read: those that are left.
#[derive(Debug, Clone)]
pub struct Unpacked<'a>(&'a [u8]);

impl<'a> Unpacked<'a> {
    /// Begins to read.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// So many bytes as they are.
    pub fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (read, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(read)
    }

    /// A single byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number of either sign.
    pub fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// A number of a smaller kind.
    pub fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        self.number()?.try_into().ok()
    }

    /// How many of something follow: each takes a byte at least.
    pub fn count(&mut self) -> Option<usize> {
        let count = self.small()?;
        (count <= self.0.len()).then_some(count)
    }

    /// A text.
    pub fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    /// Texts.
    pub fn texts(&mut self) -> Option<Vec<String>> {
        let count = self.count()?;
        (0..count).map(|_| Some(self.text()?.to_owned())).collect()
    }

    /// Numbers that ascend.
    pub fn ascending(&mut self) -> Option<Vec<i64>> {
        let count = self.count()?;
        let mut numbers = Vec::with_capacity(count);
        let mut before = 0_i64;
        for _ in 0..count {
            before = before.checked_add(self.signed()?)?;
            numbers.push(before);
        }
        Some(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::{Packed, Unpacked};

    #[test]
    fn numbers_of_all_sizes_come_back() {
        let all = [0, 1, -1, 63, -64, 64, 1 << 40, i64::MAX, i64::MIN];
        let mut packed = Packed::default();
        for one in all {
            packed.signed(one);
        }
        let bytes = packed.into_bytes();
        let mut read = Unpacked::new(&bytes);
        for one in all {
            assert_eq!(read.signed(), Some(one));
        }
        assert_eq!(read.signed(), None);
        assert_eq!(Unpacked::new(&[0xFF; 11]).number(), None);
    }

    #[test]
    fn what_is_cut_off_is_read_as_nothing() {
        let mut packed = Packed::default();
        packed.ascending([3, 9, 70_000].into_iter());
        packed.texts(&["Größe".to_owned(), String::new()]);
        let bytes = packed.into_bytes();
        let read = |bytes: &[u8]| {
            let mut bytes = Unpacked::new(bytes);
            let numbers = bytes.ascending()?;
            Some((numbers, bytes.texts()?, bytes.is_empty()))
        };
        let all = (
            vec![3, 9, 70_000],
            vec!["Größe".to_owned(), String::new()],
            true,
        );
        assert_eq!(read(&bytes), Some(all));
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), None, "{end}");
        }
    }
}
