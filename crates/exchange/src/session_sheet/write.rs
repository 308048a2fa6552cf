//! The sheet as a workbook, ready to be printed across a landscape page.

use std::fmt::Write as _;
use std::io::{Seek, Write};

use quick_xml::escape::escape;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{COLUMNS, Column, SESSION, SheetHead, SheetLine};
use crate::error::ExchangeError;
use crate::xlsx::column_letters;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Styles of cells, by their place in `styles.xml`.
const TITLE: u8 = 1;
const HEADER: u8 = 2;
const CELL: u8 = 3;
/// What the screening column offers.
const SCREENING: &str = "Đủ ĐK,Hoãn,CCĐ";

/// Writes a sheet. `name` stands in messages.
///
/// # Errors
/// If the workbook cannot be written.
pub fn write_session_sheet<W: Write + Seek>(
    out: W,
    name: &str,
    head: &SheetHead,
    lines: &[SheetLine],
) -> Result<W, ExchangeError> {
    let mut zip = ZipWriter::new(out);
    let header = head.lines.len() + 3;
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", root_links()),
        ("xl/workbook.xml", workbook(header)),
        ("xl/_rels/workbook.xml.rels", workbook_links()),
        ("xl/styles.xml", styles()),
        ("xl/worksheets/sheet1.xml", sheet(head, header, lines)),
    ];
    let cannot = |error: zip::result::ZipError| ExchangeError::write(name, error.into());
    for (part, text) in parts {
        zip.start_file(part, SimpleFileOptions::default())
            .map_err(cannot)?;
        zip.write_all(text.as_bytes())
            .map_err(|error| ExchangeError::write(name, error))?;
    }
    zip.finish().map_err(cannot)
}

fn content_types() -> String {
    let of = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{of}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{of}.styles+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{of}.worksheet+xml\"/></Types>"
    )
}

fn root_links() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

/// The workbook; the header of the list is printed on each page.
fn workbook(header: usize) -> String {
    format!(
        "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
         <sheet name=\"Buoi tiem\" sheetId=\"1\" r:id=\"rId1\"/></sheets><definedNames>\
         <definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'Buoi tiem'!${header}:${header}\
         </definedName></definedNames></workbook>"
    )
}

fn workbook_links() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
    )
}

/// Plain, title, header and cell. Cells are text (format 49), so that no number loses its zero.
fn styles() -> String {
    let side = |name| format!("<{name} style=\"thin\"><color indexed=\"64\"/></{name}>");
    let sides = ["left", "right", "top", "bottom"].map(side).concat();
    format!(
        "{DECLARATION}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\">\
         <font><sz val=\"11\"/><name val=\"Times New Roman\"/></font>\
         <font><b/><sz val=\"12\"/><name val=\"Times New Roman\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"2\"><border><left/><right/><top/><bottom/></border>\
         <border>{sides}</border></borders>\
         <cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"4\"><xf xfId=\"0\"/>\
         <xf fontId=\"1\" applyFont=\"1\" xfId=\"0\"/>\
         <xf fontId=\"1\" borderId=\"1\" applyFont=\"1\" applyBorder=\"1\" applyAlignment=\"1\" xfId=\"0\">\
         <alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>\
         <xf numFmtId=\"49\" borderId=\"1\" applyNumberFormat=\"1\" applyBorder=\"1\" \
         applyAlignment=\"1\" xfId=\"0\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>\
         </cellXfs></styleSheet>"
    )
}

fn sheet(head: &SheetHead, header: usize, lines: &[SheetLine]) -> String {
    let mut xml = format!(
        "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
         <sheetViews><sheetView workbookViewId=\"0\"><pane xSplit=\"2\" ySplit=\"{header}\" \
         topLeftCell=\"C{}\" activePane=\"bottomRight\" state=\"frozen\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"24\" customHeight=\"1\"/><cols>",
        header + 1
    );
    for (place, (_, _, width)) in (1..).zip(COLUMNS) {
        push(
            &mut xml,
            format_args!(
                "<col min=\"{place}\" max=\"{place}\" width=\"{width}\" customWidth=\"1\"/>"
            ),
        );
    }
    xml.push_str("</cols><sheetData>");
    row(&mut xml, 1, TITLE, [head.title.as_str()].into_iter());
    for (number, line) in (2..).zip(&head.lines) {
        row(&mut xml, number, 0, [line.as_str()].into_iter());
    }
    let session = format!("{SESSION} {}", head.session);
    row(&mut xml, header - 1, 0, [session.as_str()].into_iter());
    row(&mut xml, header, HEADER, COLUMNS.iter().map(|it| it.1));
    for (number, line) in (header + 1..).zip(lines) {
        let cells = COLUMNS.iter().map(|(column, _, _)| line.cell(*column));
        row(&mut xml, number, CELL, cells);
    }
    let screening = COLUMNS.iter().position(|it| it.0 == Column::Screening);
    let letters = column_letters(screening.and_then(|it| u32::try_from(it).ok()).unwrap_or(0));
    let last = header + lines.len().max(1);
    push(
        &mut xml,
        format_args!(
            "</sheetData><dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" \
         sqref=\"{letters}{}:{letters}{last}\"><formula1>\"{SCREENING}\"</formula1></dataValidation>\
         </dataValidations><pageMargins left=\"0.3\" right=\"0.3\" top=\"0.4\" bottom=\"0.4\" \
         header=\"0.2\" footer=\"0.2\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" \
         fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>",
            header + 1
        ),
    );
    xml
}

/// A row of text cells from the first column on; blank ones are there, too, for their borders.
fn row<'a>(xml: &mut String, number: usize, style: u8, cells: impl Iterator<Item = &'a str>) {
    push(xml, format_args!("<row r=\"{number}\">"));
    for (column, text) in (0..).zip(cells) {
        let at = column_letters(column);
        if text.is_empty() {
            push(xml, format_args!("<c r=\"{at}{number}\" s=\"{style}\"/>"));
            continue;
        }
        // Characters that XML cannot hold, as a broken import may have left them.
        let clean: String = text
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect();
        push(
            xml,
            format_args!(
                "<c r=\"{at}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escape(clean.as_str())
            ),
        );
    }
    xml.push_str("</row>");
}

fn push(xml: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing into a string never fails.
    let _ = xml.write_fmt(text);
}
