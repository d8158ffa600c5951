//! The permit and what it opens.

use std::marker::PhantomData;

use crate::{RecordRef, record::Protected};

/// Says: yes, and it is written down durably. Bound to one record and one act, used once, never copied.
#[must_use = "a permit that is not used was a read for nothing"]
pub struct Permit<T: ?Sized> {
    record: RecordRef,
    opens: bool,
    entry: u64,
    of: PhantomData<fn() -> T>,
}

impl<T: ?Sized> Permit<T> {
    pub(crate) fn new(record: RecordRef, opens: bool, entry: u64) -> Self {
        Self { record, opens, entry, of: PhantomData }
    }

    /// Whether a sealed record was decided about, and by the act that opens its kind.
    pub(crate) fn opens(&self) -> bool {
        self.opens
    }

    pub(crate) fn record(&self) -> RecordRef {
        self.record
    }

    /// The index of the log entry that this permit stands on.
    pub fn entry(&self) -> u64 {
        self.entry
    }
}

/// A record that was decided about, recorded and opened: the only thing that a page can show.
pub struct Disclosed<T: Protected> {
    cover: T::Cover,
    body: T::Body,
}

impl<T: Protected> Disclosed<T> {
    pub(crate) fn new(cover: T::Cover, body: T::Body) -> Self {
        Self { cover, body }
    }

    /// The cover.
    pub fn cover(&self) -> &T::Cover {
        &self.cover
    }

    /// The body, in clear.
    pub fn body(&self) -> &T::Body {
        &self.body
    }
}
