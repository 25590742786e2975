//! Messages about numbers that are invalid or ambiguous.

pub use okr::decimal::{Mark, Scale, Unread, parse, read, written};

use crate::i18n::{Words, t};

/// The field that says which meaning of an ambiguous number was chosen.
pub const MEANT: &str = "meant";

impl Words {
    /// What is wrong with a number, and how to correct it.
    pub fn unread(self, unread: &Unread, typed: &str, unit: &str) -> String {
        match unread {
            Unread::Missing => self.translate("check_in.number_missing").to_owned(),
            Unread::NotANumber => t!(self, "check_in.number_unread", typed = shortened(typed)),
            Unread::Ambiguous { decimal, whole } => {
                let (decimal, whole) = (written(*decimal), written(*whole));
                t!(self, "check_in.number_ambiguous", typed = shortened(typed), decimal = decimal, whole = whole)
            }
            Unread::FarOff(value) => t!(self, "check_in.number_far", value = written(*value)),
            Unread::NotPercent if unit.is_empty() => self.translate("check_in.number_not_percent").to_owned(),
            Unread::NotPercent => t!(self, "check_in.number_other_unit", unit = unit),
            Unread::TooLarge => self.translate("check_in.number_too_large").to_owned(),
        }
    }
}

/// The possible meanings of a number, formatted for the buttons.
pub fn choices(unread: &Unread) -> Vec<String> {
    unread.readings().into_iter().map(written).collect()
}

/// The beginning of what was typed, to recognise it.
fn shortened(typed: &str) -> String {
    const RECOGNISED: usize = 24;
    let typed = typed.trim();
    match typed.char_indices().nth(RECOGNISED) {
        Some((end, _)) => format!("{}…", &typed[..end]),
        None => typed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use okr::Language;

    use super::*;

    #[test]
    fn a_number_without_end_is_quoted_by_its_beginning() {
        assert_eq!(shortened(&"九".repeat(1000)), format!("{}…", "九".repeat(24)));
    }

    #[test]
    fn a_number_that_reads_both_ways_is_said_with_both_readings() {
        let unread = parse("4,355", "").unwrap_err();
        assert_eq!(choices(&unread), ["4.355", "4355"]);
        for language in [Language::English, Language::Chinese] {
            let said = Words(language).unread(&unread, "4,355", "");
            assert!(["4,355", "4.355", "4355"].iter().all(|part| said.contains(part)), "{said}");
        }
    }
}
