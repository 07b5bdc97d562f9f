/**
 * An XLSX workbook as it is made, in memory of one batch however long: a small writer of our own on a streaming zip
 * (docs/decisions/2026-11-22-own-xlsx-writer.md).
 */
import type { Readable } from 'node:stream';
import { type ZipEntry, zipOf } from '@/lib/platform/files/zip';
import { type Cell, escapeXml } from './cell';
import { MOST_ROWS, RowSource, sheetXml } from './sheet';

export interface WorkbookContent {
  /** What the sheets are called; a second one gets a number. */
  name: string;
  header: readonly string[];
  batches: AsyncIterable<Cell[][]>;
}

export const workbookOf = (content: WorkbookContent, mostRows = MOST_ROWS): Readable =>
  zipOf(partsOf(content, mostRows), PRESSING);

/** A quarter of the time of the usual one, for a file a quarter larger. */
const PRESSING = 1;

async function* partsOf({ name, header, batches }: WorkbookContent, mostRows: number): AsyncGenerator<ZipEntry> {
  const rows = new RowSource(batches);
  const sheets: string[] = [];
  do {
    sheets.push(sheetName(name, sheets.length + 1));
    yield { name: `xl/worksheets/sheet${sheets.length}.xml`, content: sheetXml(header, rows, mostRows) };
  } while (!(await rows.isEmpty()));
  yield part('xl/styles.xml', STYLE_SHEET);
  yield part('xl/workbook.xml', workbookXml(sheets));
  yield part('xl/_rels/workbook.xml.rels', workbookRelations(sheets));
  yield part('_rels/.rels', RELATIONS);
  yield part('[Content_Types].xml', contentTypes(sheets));
}

const part = (name: string, xml: string): ZipEntry => ({ name, content: [DECLARATION + xml] });

/** Excel takes 31 characters, none of these, and no apostrophe at an end. */
function sheetName(name: string, number: number): string {
  const clean =
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Sheet';
  return number === 1 ? clean.slice(0, 31) : `${clean.slice(0, 26)} ${number}`;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const STYLE_SHEET =
  `<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>` +
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>' +
  '<numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>';

const RELATIONS =
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function workbookXml(sheets: readonly string[]): string {
  const list = sheets.map((name, n) => `<sheet name="${escapeXml(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`);
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets></workbook>`;
}

function workbookRelations(sheets: readonly string[]): string {
  const list = sheets.map(
    (_, n) => `<Relationship Id="rId${n + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}${styles}</Relationships>`;
}

function contentTypes(sheets: readonly string[]): string {
  const list = sheets.map(
    (_, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return (
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${list.join('')}</Types>`
  );
}
