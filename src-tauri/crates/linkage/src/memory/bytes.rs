//! Lists of numbers as bytes, little end first, each after its length.

/// Writes lists.
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn new(form: u32) -> Self {
        Self(form.to_le_bytes().into())
    }

    fn list<const N: usize>(&mut self, items: impl Iterator<Item = [u8; N]>) {
        let at = self.0.len();
        self.0.extend([0; 8]);
        let mut count = 0_u64;
        for item in items {
            self.0.extend(item);
            count += 1;
        }
        if let Some(length) = self.0.get_mut(at..at + 8) {
            length.copy_from_slice(&count.to_le_bytes());
        }
    }

    pub(super) fn longs(&mut self, items: &[u64]) {
        self.list(items.iter().map(|item| item.to_le_bytes()));
    }

    pub(super) fn words(&mut self, items: &[u32]) {
        self.list(items.iter().map(|item| item.to_le_bytes()));
    }

    pub(super) fn numbers(&mut self, items: impl IntoIterator<Item = f64>) {
        self.list(items.into_iter().map(f64::to_le_bytes));
    }

    pub(super) fn pairs(&mut self, items: impl Iterator<Item = (u32, u32)>) {
        self.list(
            items.map(|(left, right)| (u64::from(right) << 32 | u64::from(left)).to_le_bytes()),
        );
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Reads lists; nothing where the bytes do not suffice.
pub(super) struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    /// Nothing if the form is another.
    pub(super) fn new(bytes: &'b [u8], form: u32) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk()?;
        (u32::from_le_bytes(*head) == form).then_some(Self(rest))
    }

    fn list<const N: usize, T>(&mut self, read: impl Fn([u8; N]) -> T) -> Option<Vec<T>> {
        let (head, rest) = self.0.split_first_chunk()?;
        let count = usize::try_from(u64::from_le_bytes(*head)).ok()?;
        let (own, rest) = rest.split_at_checked(count.checked_mul(N)?)?;
        self.0 = rest;
        let items = own.chunks_exact(N);
        items
            .map(|item| Some(read(<[u8; N]>::try_from(item).ok()?)))
            .collect()
    }

    pub(super) fn longs(&mut self) -> Option<Vec<u64>> {
        self.list(u64::from_le_bytes)
    }

    pub(super) fn words(&mut self) -> Option<Vec<u32>> {
        self.list(u32::from_le_bytes)
    }

    pub(super) fn numbers(&mut self) -> Option<Vec<f64>> {
        self.list(f64::from_le_bytes)
    }

    pub(super) fn pairs(&mut self) -> Option<Vec<(u32, u32)>> {
        self.list(|item| {
            let both = u64::from_le_bytes(item);
            (both as u32, (both >> 32) as u32)
        })
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}
