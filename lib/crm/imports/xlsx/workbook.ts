/**
 * An XLSX workbook, read for its values: formulas by the value that was kept with them, macros, links and pictures not at
 * all. In memory: the file as it came, its shared strings, and a few rows.
 */
import { invalid } from '@/lib/platform/errors';
import type { SheetRow } from '../file/normalised';
import { Archive, type ArchiveOptions } from './archive';
import { MAX_SHARED_CHARACTERS, MAX_SHARED_STRINGS, MAX_SHEETS } from './limits';
import { type Look, lookOf } from './number-format';
import { scanXml } from './scan-xml';
import { readSheet } from './sheet-rows';

interface Sheet {
  name: string;
  path: string;
  hidden: boolean;
}

export class Workbook {
  private readonly counted = new Map<number, number>();

  private constructor(
    private readonly archive: Archive,
    private readonly sheets: readonly Sheet[],
    /** What cells refer to, and since when their days are counted. */
    private readonly shared: { strings: readonly string[]; looks: readonly Look[]; date1904: boolean },
  ) {}

  /** @throws invalid for what is no workbook, damaged, encrypted or larger unpacked than is read. */
  static async open(bytes: Buffer, options: ArchiveOptions = {}): Promise<Workbook> {
    const archive = await Archive.open(bytes, options);
    const main = await mainPart(archive);
    const folder = main.slice(0, main.lastIndexOf('/') + 1);
    const targets = await relations(archive, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
    const { sheets, date1904 } = await readMain(archive, main, targets);
    const strings = await readStrings(archive, targetOf(targets, 'sharedStrings'));
    const looks = await readLooks(archive, targetOf(targets, 'styles'));
    return new Workbook(archive, sheets, { strings, looks, date1904 });
  }

  /** All rows of all sheets that are not blank, sheet by sheet; a row is as wide as its sheet's first one at least. */
  async *rows(): AsyncGenerator<SheetRow> {
    const budget = { cells: 0 };
    for (const [sheet, { path }] of this.sheets.entries()) {
      let width = 0;
      const about = { ...this.shared, budget };
      for await (const { row, cells } of readSheet(this.archive.read(path), about)) {
        if (width === 0) width = cells.length;
        while (cells.length < width) cells.push('');
        this.counted.set(sheet, (this.counted.get(sheet) ?? 0) + 1);
        yield { sheet, row, cells };
      }
    }
  }

  /** After `rows`: the sheets that hold any, those that are shown before those that are hidden. */
  sheetsWithRows(): { sheet: number; name: string }[] {
    return this.sheets
      .map(({ name, hidden }, sheet) => ({ sheet, name, hidden, rows: this.counted.get(sheet) ?? 0 }))
      .filter(({ rows }) => rows > 0)
      .sort((a, b) => Number(a.hidden) - Number(b.hidden) || a.sheet - b.sheet)
      .map(({ sheet, name }) => ({ sheet, name: name.slice(0, 100) }));
  }
}

interface Relation {
  id: string;
  kind: string;
  path: string;
}

const targetOf = (relations: readonly Relation[], kind: string): string | undefined =>
  relations.find((one) => one.kind === kind)?.path;

async function mainPart(archive: Archive): Promise<string> {
  const found = archive.has('_rels/.rels') ? await relations(archive, '_rels/.rels', '') : [];
  const main = targetOf(found, 'officeDocument') ?? 'xl/workbook.xml';
  if (!archive.has(main)) throw invalid('This ZIP holds no workbook. Upload an XLSX or a CSV file.');
  return main;
}

/** What a part points to inside the file. What it points to outside is left out. */
async function relations(archive: Archive, path: string, folder: string): Promise<Relation[]> {
  if (!archive.has(path)) return [];
  const found: Relation[] = [];
  const scan = scanXml<Relation>(archive.read(path), (emit) => ({
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : `${folder}${Target}`;
      emit({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1), path: target });
    },
  }));
  for await (const relation of scan) found.push(relation);
  return found;
}

async function readMain(archive: Archive, main: string, targets: readonly Relation[]) {
  const sheets: Sheet[] = [];
  let date1904 = false;
  const scan = scanXml<Sheet>(archive.read(main), (emit) => ({
    open(tag, attributes) {
      if (tag === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (tag !== 'sheet') return;
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
      const target = targets.find((one) => one.id === id && one.kind === 'worksheet');
      if (!target) return;
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      emit({ name: attributes.name ?? '', path: target.path, hidden });
    },
  }));
  for await (const sheet of scan) {
    sheets.push(sheet);
    if (sheets.length > MAX_SHEETS) throw invalid(`The workbook has more than ${MAX_SHEETS} sheets.`);
  }
  if (sheets.length === 0) throw invalid('The workbook has no sheet of cells.');
  return { sheets, date1904 };
}

async function readStrings(archive: Archive, path: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (path === undefined || !archive.has(path)) return strings;
  let characters = 0;
  const scan = scanXml<string>(archive.read(path), (emit) => {
    let text = '';
    let inText = false;
    let phonetic = false;
    return {
      open(name) {
        if (name === 'si') text = '';
        if (name === 'rPh') phonetic = true;
        inText = name === 't' && !phonetic;
      },
      text(part) {
        if (!inText) return;
        characters += part.length;
        if (characters > MAX_SHARED_CHARACTERS) throw invalid('The workbook holds too much text.', { reason: 'BOMB' });
        text += part;
      },
      close(name) {
        if (name === 't') inText = false;
        if (name === 'rPh') phonetic = false;
        if (name === 'si') emit(text);
      },
    };
  });
  for await (const text of scan) {
    strings.push(text);
    if (strings.length > MAX_SHARED_STRINGS) throw invalid('The workbook holds too many texts.', { reason: 'BOMB' });
  }
  return strings;
}

/** Style number → how it shows a number. */
async function readLooks(archive: Archive, path: string | undefined): Promise<Look[]> {
  const looks: Look[] = [];
  if (path === undefined || !archive.has(path)) return looks;
  const codes = new Map<number, string>();
  const scan = scanXml<Look>(archive.read(path), (emit) => {
    let inCells = false;
    return {
      open(name, { numFmtId = '0', formatCode = '' }) {
        if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
        if (name === 'cellXfs') inCells = true;
        if (name === 'xf' && inCells) emit(lookOf(Number(numFmtId), codes.get(Number(numFmtId))));
      },
      close(name) {
        if (name === 'cellXfs') inCells = false;
      },
    };
  });
  for await (const look of scan) looks.push(look);
  return looks;
}
