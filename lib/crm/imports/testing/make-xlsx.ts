import { crc32, deflateRawSync } from 'node:zlib';

/** A ZIP of these parts, as small as a ZIP can be written. `claimed` lies about how large the last part is. */
export function makeZip(parts: Readonly<Record<string, string | Buffer>>, claimed?: number): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(claimed ?? bytes.length, 18);
    about.writeUInt16LE(name.length, 22);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), about, Buffer.from(name), packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, tail, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface MadeBook {
  /** Name → the XML inside its `sheetData`. */
  sheets: Readonly<Record<string, string>>;
  strings?: string;
  /** The parts given here stand for, or beside, the usual ones. */
  parts?: Readonly<Record<string, string>>;
}

/** A workbook of the XML given, right or wrong. */
export function makeXlsx({ sheets, strings = '', parts = {} }: MadeBook): Buffer {
  const names = Object.keys(sheets);
  const relations = names.map((_, n) => `<Relationship Id="r${n}" Type="${REL}/worksheet" Target="sheets/${n}.xml"/>`);
  return makeZip({
    'xl/workbook.xml': `<workbook ${NS} xmlns:r="${REL}"><sheets>${names
      .map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="r${n}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}<Relationship Id="s" Type="${REL}/sharedStrings" Target="strings.xml"/></Relationships>`,
    'xl/strings.xml': `<sst ${NS}>${strings}</sst>`,
    ...Object.fromEntries(
      names.map((name, n) => [
        `xl/sheets/${n}.xml`,
        `<worksheet ${NS}><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
    ...parts,
  });
}

/** Percent, euros, EUR, dollars, a time, a day: the formats 1 to 6 of `makeBook`. */
const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$€-407] #,##0.00"/><numFmt numFmtId="165" formatCode="0.00&quot; EUR&quot;"/></numFmts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="44"/><xf numFmtId="22"/><xf numFmtId="14"/></cellXfs></styleSheet>`;

export const inlineText = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;

/** A workbook of one sheet of these rows, with `STYLES`. */
export function makeBook(rows: string, date1904 = false): Buffer {
  return makeXlsx({
    sheets: { A: rows },
    parts: {
      'xl/workbook.xml': `<workbook xmlns:r="${REL}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets><sheet name="A" sheetId="1" r:id="r0"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r0" Type="${REL}/worksheet" Target="sheets/0.xml"/><Relationship Id="s" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
      'xl/styles.xml': STYLES,
    },
  });
}
