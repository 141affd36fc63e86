//! The sectors of a container of old Office files, before a reader follows them.

/// Larger numbers are no sectors: the end of a chain, a free sector ([MS-CFB] 2.1).
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// So many sectors of the table of sectors are told by the header itself ([MS-CFB] 2.2).
const TOLD_BY_HEADER: usize = 109;

/// Whether the sectors of a container follow on one another in a circle, as those of a damaged one may: who follows
/// them for the whole of a stream gathers the same ones again and again.
pub(crate) fn runs_in_circles(bytes: &[u8]) -> bool {
    let Some(container) = Container::of(bytes) else {
        return false;
    };
    let table = container.table();
    if has_circle(&table) {
        return true;
    }
    let first = word(bytes, 60).unwrap_or(u32::MAX);
    let small: Vec<u32> = container.chain(&table, first).flatten().collect();
    has_circle(&small)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

struct Container<'b> {
    bytes: &'b [u8],
    shift: u32,
}

impl<'b> Container<'b> {
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let shift = u32::from(*bytes.get(30)?);
        (7..=16).contains(&shift).then_some(Self { bytes, shift })
    }

    /// How many sectors the file can hold.
    fn sectors(&self) -> usize {
        self.bytes.len() >> self.shift
    }

    /// The words of a sector, as many of them as are there.
    fn words(&self, sector: u32) -> impl Iterator<Item = u32> + 'b {
        let size = 1_usize << self.shift;
        let begin = (sector as usize + 1).saturating_mul(size);
        let bytes = self.bytes;
        (begin..begin.saturating_add(size))
            .step_by(4)
            .map_while(move |at| word(bytes, at))
    }

    /// For each sector the one that follows on it.
    fn table(&self) -> Vec<u32> {
        let told = (0..TOLD_BY_HEADER).filter_map(|place| word(self.bytes, 76 + 4 * place));
        let mut parts: Vec<u32> = told.collect();
        let mut next = word(self.bytes, 68).unwrap_or(u32::MAX);
        // No more of them than the file has sectors, so that a circle of these ends as well.
        for _ in 0..self.sectors() {
            if next > LAST_SECTOR {
                break;
            }
            let mut more: Vec<u32> = self.words(next).collect();
            next = more.pop().unwrap_or(u32::MAX);
            parts.extend(more);
        }
        let parts = parts.into_iter().filter(|part| *part <= LAST_SECTOR);
        let words = parts.take(self.sectors()).flat_map(|part| self.words(part));
        words.take(self.sectors()).collect()
    }

    /// The words of the sectors of a chain, which has no circle.
    fn chain<'c>(&'c self, table: &'c [u32], first: u32) -> impl Iterator<Item = Vec<u32>> + 'c {
        let follow = |sector: &u32| table.get(*sector as usize).copied();
        std::iter::successors(Some(first), follow)
            .take_while(|sector| *sector <= LAST_SECTOR)
            .map(|sector| self.words(sector).collect())
    }
}

/// Whether anything that follows on something else comes back to itself.
fn has_circle(follows: &[u32]) -> bool {
    // In which walk a place was met first; 0 is in none.
    let mut met = vec![0_u32; follows.len()];
    for (start, walk) in (0..follows.len()).zip(1_u32..) {
        let mut place = start;
        loop {
            match met.get_mut(place) {
                Some(slot) if *slot == 0 => *slot = walk,
                Some(slot) if *slot == walk => return true,
                _ => break,
            }
            let Some(next) = follows.get(place) else {
                break;
            };
            place = *next as usize;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{has_circle, runs_in_circles};

    const END: u32 = 0xFFFF_FFFE;

    #[test]
    fn circles_are_told_from_chains() {
        assert!(!has_circle(&[]));
        assert!(!has_circle(&[1, 2, END, 2, END]));
        assert!(has_circle(&[1, 2, 0]));
        assert!(has_circle(&[END, 2, 3, 1]));
        assert!(has_circle(&[0]));
    }

    /// A container of four sectors whose first one is the table of sectors.
    fn container(follows: [u32; 4]) -> Vec<u8> {
        let mut bytes = vec![0xFF_u8; 512 * 5];
        bytes[30] = 9;
        bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
        for (place, next) in follows.iter().enumerate() {
            let at = 512 + 4 * place;
            bytes[at..at + 4].copy_from_slice(&next.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn a_container_whose_directory_runs_in_a_circle_is_told() {
        assert!(!runs_in_circles(&container([END, 2, 3, END])));
        assert!(runs_in_circles(&container([END, 2, 3, 1])));
        assert!(!runs_in_circles(b"short"));
    }
}
