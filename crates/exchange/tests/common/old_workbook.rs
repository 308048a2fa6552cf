//! Workbooks of before 2007 made by hand: the container and the records of BIFF 8.

/// What a cell holds.
pub(crate) enum Value<'a> {
    Text(&'a str),
    Number(f64),
    Date(f64),
}

use self::Value::{Date, Number, Text};

pub(crate) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}

pub(crate) fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

pub(crate) fn count(text: &str) -> u16 {
    u16::try_from(text.encode_utf16().count()).unwrap()
}

/// The start of a stream of records: workbook globals (5) or a sheet (16).
pub(crate) fn beginning(kind: u16) -> Vec<u8> {
    let body = [0x0600, kind, 0x0DBB, 0x07CC, 0, 0, 0, 6]
        .map(u16::to_le_bytes)
        .concat();
    record(0x0809, &body)
}

pub(crate) fn cell(row: u16, column: u16, value: &Value<'_>) -> Vec<u8> {
    let style = u16::from(matches!(value, Date(_)));
    let place = [row - 1, column, style].map(u16::to_le_bytes).concat();
    match value {
        Text(text) => {
            let text = [&count(text).to_le_bytes()[..], &[1], &wide(text)].concat();
            record(0x0204, &[place, text].concat())
        }
        Number(value) | Date(value) => {
            record(0x0203, &[place, value.to_le_bytes().to_vec()].concat())
        }
    }
}

/// The stream `Workbook` with one sheet of these rows.
pub(crate) fn stream(rows: &[(u16, Vec<Value<'_>>)], since_1904: bool) -> Vec<u8> {
    let name = "PL1";
    let style = |format: u16| {
        let body = [&0_u16.to_le_bytes()[..], &format.to_le_bytes(), &[0; 16]].concat();
        record(0x00E0, &body)
    };
    let head = [
        beginning(5),
        record(0x0042, &1_200_u16.to_le_bytes()),
        record(0x0022, &u16::from(since_1904).to_le_bytes()),
        style(0),
        style(14),
    ]
    .concat();
    let sheet = |start: usize| {
        let start = u32::try_from(start).unwrap().to_le_bytes();
        let title = [&[u8::try_from(count(name)).unwrap(), 1][..], &wide(name)].concat();
        record(0x0085, &[&start[..], &[0, 0], &title].concat())
    };
    let end = record(0x000A, &[]);
    let start = head.len() + sheet(0).len() + end.len();
    let extent = [
        &[0_u8; 4][..],
        &1_000_u32.to_le_bytes(),
        &[0, 0, 30, 0, 0, 0],
    ]
    .concat();
    let cells = rows.iter().flat_map(|(row, values)| {
        (0..)
            .zip(values)
            .flat_map(move |(column, value)| cell(*row, column, value))
    });
    let body: Vec<u8> = cells.collect();
    let extent = record(0x0200, &extent);
    [
        head,
        sheet(start),
        end.clone(),
        beginning(16),
        extent,
        body,
        end,
    ]
    .concat()
}

/// Puts a stream into an OLE container: header, allocation table, directory, the stream.
pub(crate) fn container(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    stream.resize(stream.len().max(4_096).next_multiple_of(512), 0);
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.extend([0; 16]);
    header.extend(
        [0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0]
            .map(u16::to_le_bytes)
            .concat(),
    );
    header.extend(
        [0, 1, 1, 0, 4_096, END, 0, END, 0, 0]
            .map(u32::to_le_bytes)
            .concat(),
    );
    header.resize(512, 0xFF);
    let mut table = vec![0xFFFF_FFFD, END];
    table.extend((3..sectors + 2).chain([END]));
    table.resize(128, FREE);
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let mut entry = wide(name);
        entry.resize(64, 0);
        entry.extend((count(name) * 2 + 2).to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([FREE, FREE, child].map(u32::to_le_bytes).concat());
        entry.extend([0; 36]);
        entry.extend(start.to_le_bytes());
        entry.extend((size as u64).to_le_bytes());
        entry
    };
    let mut directory = entry("Root Entry", 5, 1, END, 0);
    directory.extend(entry(name, 2, FREE, 2, stream.len()));
    directory.resize(512, 0);
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, table, directory, stream].concat()
}
