//! Line numbers, as a text editor counts them.

/// The line numbers of increasing places in a text.
///
/// The CSV reader's own count isn't used: it names the line on which the previous row ended, so it is off after empty lines, and
/// a reader of the message would look at the wrong line.
pub(crate) struct Lines<'a> {
    text: &'a str,
    place: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    /// Begins at line 1.
    pub(crate) const fn of(text: &'a str) -> Self {
        Self { text, place: 0, line: 1 }
    }

    /// The line of the row that the CSV reader began to read at `byte`: it skips line breaks before a row. Places must not decrease.
    pub(crate) fn at(&mut self, byte: u64) -> u32 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).clamp(self.place, self.text.len());
        let rest = &self.text[byte..];
        let row = byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        self.line += breaks_in(&self.text[self.place..row]);
        self.place = row;
        self.line
    }
}

/// How many line breaks a text holds: `\n`, `\r\n`, or a `\r` alone as old spreadsheets write it.
pub(crate) fn breaks_in(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let breaks = bytes
        .iter()
        .enumerate()
        .filter(|&(place, &byte)| byte == b'\n' || (byte == b'\r' && bytes.get(place + 1) != Some(&b'\n')));
    u32::try_from(breaks.count()).unwrap_or(u32::MAX)
}
