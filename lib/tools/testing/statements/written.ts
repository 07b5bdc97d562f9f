/** The statements as they are written down beside the code: `statements.sql` in each folder that sends any. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { foldStatement } from './fold';
import { layOut } from './layout';

/** `part`: only ever a part of other statements. `unsent`: no test sends it. As of the last run of all tests that wrote it. */
export type Standing = 'sent' | 'part' | 'unsent';

export interface Written {
  file: string;
  /** The names around its template. */
  within: string;
  standing: Standing;
  /** Folded; empty where parts of it vary and no test has shown one yet. */
  text: string;
}

const NAME = 'statements.sql';
const HEAD = `-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.
`;
const ENDINGS: Record<Standing, string> = { sent: '', part: ', a part of others', unsent: ', sent by no test' };
const ENTRY = /^-- (\S+\.tsx?) (\S+?)(, a part of others|, sent by no test)?(?:, not seen yet)?$/;

/** All that is written down below `lib`. */
export function readWritten(): Written[] {
  const paths = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((path) => basename(path) === NAME);
  return paths.sort().flatMap((path) => parse(join('lib', path)));
}

function parse(path: string): Written[] {
  const found: Written[] = [];
  for (const line of readFileSync(path, 'utf8').slice(HEAD.length).split('\n')) {
    const [, file, within, ending = ''] = ENTRY.exec(line) ?? [];
    const last = found.at(-1);
    if (file && within) {
      const standing = (Object.keys(ENDINGS) as Standing[]).find((one) => ENDINGS[one] === ending) ?? 'sent';
      found.push({ file: join(dirname(path), file), within, standing, text: '' });
    } else if (last) last.text += `${line}\n`;
  }
  return found.map((one) => ({ ...one, text: foldStatement(one.text).replace(/;$/, '') }));
}

/** The files that should be there, by their paths: their entries. */
function filesOf(written: readonly Written[]): Map<string, Written[]> {
  const files = new Map<string, Written[]>();
  for (const one of written) {
    const path = join(dirname(one.file), NAME);
    files.set(path, [...(files.get(path) ?? []), one]);
  }
  return files;
}

function print({ file, within, standing, text }: Written): string {
  const title = `-- ${basename(file)} ${within}${ENDINGS[standing]}${text ? '' : ', not seen yet'}`;
  return text ? `${title}\n${layOut(text)};\n` : `${title}\n`;
}

/** Writes them down, and nothing else. */
export function writeDown(written: readonly Written[]): void {
  const files = filesOf(written);
  for (const path of filesOf(readWritten()).keys()) if (!files.has(path)) rmSync(path);
  for (const [path, entries] of files) writeFileSync(path, `${HEAD}\n${entries.map(print).join('\n')}`);
}

/** @returns what is written down otherwise than it should be, standings aside. */
export function differences(written: readonly Written[]): string[] {
  const [before, after] = [filesOf(readWritten()), filesOf(written)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path) => {
    const [is, should] = [before, after].map((files) =>
      (files.get(path) ?? []).map((one) => print({ ...one, standing: 'sent' })),
    );
    const [has, lacks] = [without(is, should), without(should, is)];
    if (has.length + lacks.length === 0 && `${is}` !== `${should}`) return [`${path} has another order than the code.`];
    return [
      ...lacks.map((one) => `${path} lacks: ${one}`),
      ...has.map((one) => `${path} has, and the code has not: ${one}`),
    ];
  });
}

/** What of the one is not in the other, each as often as it is too many. */
function without(some: readonly string[] = [], others: readonly string[] = []): string[] {
  const left = [...others];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
