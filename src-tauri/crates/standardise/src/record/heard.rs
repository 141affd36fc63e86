//! How the cells of a column are heard, besides what its attribute says.

/// What a mapping tells of a column whose cells say more, or less, than a plain answer to its attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// People state there what they ask for, and no channel is named: a bare "Objection" is about every channel.
    Request,
    /// Whether somebody may be advertised to at all, and no channel is named: a no is about every channel.
    Advertising,
    /// Remarks: who wants no more calls or letters in a clear sentence gets none, and whatever else stands there answers
    /// nothing.
    Remark,
    /// How letters arrive: who is not found where they live gets none, and that one arrived permits nothing.
    Delivery,
}
