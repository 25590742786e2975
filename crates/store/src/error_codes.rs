//! The error codes of both databases.

use crate::trouble::Trouble;

/// Classifies an error by its code: <https://sqlite.org/rescode.html>. The low byte is the primary code.
pub(crate) fn sqlite(code: u32) -> Trouble {
    match code & 0xff {
        5 | 6 => Trouble::Locked,
        8 => Trouble::ReadOnly,
        10 | 14 => Trouble::Unavailable,
        11 | 26 => Trouble::Corrupt,
        13 => Trouble::Full,
        18..=20 => Trouble::Rejected,
        _ => Trouble::Defect,
    }
}

/// Classifies an error by its code: <https://www.postgresql.org/docs/current/errcodes-appendix.html>. The first two
/// characters are its class.
pub(crate) fn postgres(code: &str) -> Trouble {
    match code {
        // Serialization failure, deadlock, lock not available.
        "40001" | "40P01" | "55P03" => Trouble::Contended,
        "53100" => Trouble::Full,
        "25006" => Trouble::ReadOnly,
        "3D000" => Trouble::Missing,
        "42501" => Trouble::Denied,
        // Idle-in-transaction timeout; query cancelled.
        "25P03" | "57014" => Trouble::Unavailable,
        _ => match code.get(..2) {
            // Connection exceptions; insufficient resources; operator intervention.
            Some("08" | "53" | "57" | "58") => Trouble::Unavailable,
            Some("22" | "23") => Trouble::Rejected,
            Some("28") => Trouble::Denied,
            Some("XX") => Trouble::Corrupt,
            _ => Trouble::Defect,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_sorted_by_its_code_and_else_by_its_class() {
        let sorted = ["40001", "57P01", "08006", "23505", "28P01", "53100", "53300", "42P01"].map(postgres);
        let expected = [
            Trouble::Contended,
            Trouble::Unavailable,
            Trouble::Unavailable,
            Trouble::Rejected,
            Trouble::Denied,
            Trouble::Full,
            Trouble::Unavailable,
            Trouble::Defect,
        ];
        assert_eq!(sorted, expected);
    }
}
