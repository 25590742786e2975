//! A board as bytes: postcard, compressed with deflate.

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use okr::import::ImportedRow;
use okr::{Board, Cycle, CycleId, KeyResult, Objective, Organisation, Person, Pillar, Position, Snapshot, Team};
use serde::{Deserialize, Serialize};

use super::wire::{NoInstant, WireKeyResult, WireObjective};

/// The version of the encoding. It is raised with every change of what is encoded, or of how; checkpoints of other
/// versions count as missing, and are made anew. A test fails if the encoding changes and this number doesn't.
pub(super) const FORMAT: i16 = 1;

/// A board that can't be decoded.
#[derive(Debug, thiserror::Error)]
pub(super) enum Undecodable {
    /// It isn't compressed data.
    #[error("it can't be decompressed")]
    Compression(#[from] std::io::Error),
    /// It isn't a board.
    #[error("it isn't a board")]
    Board(#[from] postcard::Error),
    /// An imported row isn't JSON.
    #[error("an imported row in it can't be read")]
    Row(#[from] serde_json::Error),
    /// An instant is out of range.
    #[error(transparent)]
    Instant(#[from] NoInstant),
}

/// A board without its position and without what is derived.
#[derive(Serialize, Deserialize)]
struct WireBoard {
    organisation: Option<Organisation>,
    people: Vec<Person>,
    teams: Vec<Team>,
    pillars: Vec<Pillar>,
    cycles: Vec<Cycle>,
    objectives: Vec<WireObjective>,
    key_results: Vec<WireKeyResult>,
    /// Imported rows as JSON: there are few of them, and the domain's type is written for it.
    imported: Vec<(CycleId, String)>,
}

/// Encodes a board. Its position isn't included.
pub(super) fn encode(board: &Board) -> Vec<u8> {
    let content = content(board);
    // The fastest level: better ones save a tenth of the space and take several times as long.
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(content.len() / 2), Compression::fast());
    encoder.write_all(&content).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

fn content(board: &Board) -> Vec<u8> {
    let row = |row: &ImportedRow| serde_json::to_string(row).expect("plain data always becomes JSON");
    let wire = WireBoard {
        organisation: board.organisation.as_deref().cloned(),
        people: board.people.values().map(|person| (**person).clone()).collect(),
        teams: board.teams.values().map(|team| (**team).clone()).collect(),
        pillars: board.pillars.values().map(|pillar| (**pillar).clone()).collect(),
        cycles: board.cycles.values().map(|cycle| (**cycle).clone()).collect(),
        objectives: board.objectives.values().map(|objective| WireObjective::from(&**objective)).collect(),
        key_results: board.key_results.values().map(|key_result| WireKeyResult::from(&**key_result)).collect(),
        imported: board.imported.iter().map(|((cycle, _), imported)| (*cycle, row(imported))).collect(),
    };
    postcard::to_allocvec(&wire).expect("plain data is always encoded")
}

/// Decodes a board at its position.
///
/// # Errors
/// The bytes aren't an encoded board.
pub(super) fn decode(position: Position, bytes: &[u8]) -> Result<Board, Undecodable> {
    let mut content = Vec::with_capacity(bytes.len() * 2);
    DeflateDecoder::new(bytes).read_to_end(&mut content)?;
    let wire: WireBoard = postcard::from_bytes(&content)?;
    let mut board = Board::from(Snapshot {
        seq: position.seq,
        mark: position.mark,
        organisation: wire.organisation,
        people: wire.people,
        teams: wire.teams,
        pillars: wire.pillars,
        cycles: wire.cycles,
        objectives: wire.objectives.into_iter().map(Objective::try_from).collect::<Result<_, _>>()?,
        key_results: wire.key_results.into_iter().map(KeyResult::try_from).collect::<Result<_, _>>()?,
    });
    for (cycle, row) in wire.imported {
        let imported: ImportedRow = serde_json::from_str(&row)?;
        board.imported.insert((cycle, imported.row.reference.clone()), Arc::new(imported));
    }
    Ok(board)
}

#[cfg(test)]
mod tests {
    use okr::Reading;
    use okr::fixtures::{Fixture, LISBON, QUARTER};
    use okr::import::{Content, Row, Target};
    use sha2::{Digest as _, Sha256};

    use super::*;

    /// Aurora with an imported row.
    fn board() -> Board {
        let mut board = Fixture::aurora().board;
        let content = Content::KeyResult {
            objective: "O1".into(),
            owner: String::new(),
            title: "里斯本".into(),
            weight: 0.1 + 0.2,
            measure: okr::Measure::Keep { unit: String::new(), lower: Some(1.0 / 3.0), upper: None },
            reading: Some(Reading::Number(-1e15)),
            confidence: Some(3),
        };
        let row = Row { line: 3, reference: "K1".into(), content };
        let imported = ImportedRow { row, target: Target::Objective(LISBON) };
        board.imported.insert((QUARTER, "K1".into()), Arc::new(imported));
        board
    }

    #[test]
    fn a_board_is_decoded_as_it_was_encoded() {
        for board in [Board::default(), board()] {
            assert_eq!(decode(board.position(), &encode(&board)).unwrap(), board);
        }
    }

    #[test]
    fn what_is_not_a_board_is_no_board() {
        let whole = encode(&board());
        for bytes in [&whole[..0], &whole[..whole.len() / 2], b"This is no board at all".as_slice()] {
            assert!(decode(Position::default(), bytes).is_err());
        }
        let nothing = DeflateEncoder::new(Vec::new(), Compression::fast()).finish().unwrap();
        assert!(matches!(decode(Position::default(), &nothing), Err(Undecodable::Board(_))));
    }

    /// If this fails, either the fixture has changed, and only the number below changes; or the encoding has, and
    /// [`FORMAT`] has to be raised too.
    #[test]
    fn the_encoding_of_this_format_is_what_it_was() {
        let hash: [u8; 32] = Sha256::digest(content(&board())).into();
        assert_eq!((FORMAT, &hash[..8]), (1, [0x22, 0x3a, 0x68, 0x52, 0x61, 0xd6, 0x7b, 0xf6].as_slice()));
    }
}
