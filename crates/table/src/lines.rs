//! Line numbers, as a text editor counts them.

/// The line numbers of increasing positions in a text.
///
/// The CSV reader's own count isn't used: it is that of the line on which the previous row ended, so it is wrong
/// after empty lines.
pub(crate) struct Lines<'a> {
    text: &'a str,
    place: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    /// Starts at line 1.
    pub(crate) const fn of(text: &'a str) -> Self {
        Self { text, place: 0, line: 1 }
    }

    /// The line of the row that the CSV reader started to read at `byte`: it skips line breaks before a row.
    /// Positions must not decrease.
    pub(crate) fn at(&mut self, byte: u64) -> u32 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).clamp(self.place, self.text.len());
        let rest = &self.text[byte..];
        let row = byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        self.line += breaks_in(&self.text[self.place..row]);
        self.place = row;
        self.line
    }
}

/// The number of line breaks in a text: `\n`, `\r\n`, or a single `\r` of old spreadsheets.
pub(crate) fn breaks_in(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let breaks = bytes
        .iter()
        .enumerate()
        .filter(|&(place, &byte)| byte == b'\n' || (byte == b'\r' && bytes.get(place + 1) != Some(&b'\n')));
    u32::try_from(breaks.count()).unwrap_or(u32::MAX)
}
