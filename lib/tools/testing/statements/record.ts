/**
 * What the tests send: each statement of a template of ours, with the columns that PostgreSQL says it gives. Written to the
 * folder named in `STATEMENTS`, a file a test file; `after-tests.ts` reads them.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import postgres from 'postgres';
import { foldStatement } from './fold';

/** A column as PostgreSQL describes it: its name, and the type's OID. */
export type Column = [name: string, type: number];

export interface Recorded {
  /** Where its template stands, from the root of the repository. */
  file: string;
  /** The template's text between its holes. */
  strings: readonly string[];
  /** As it was sent, folded, with its columns; more than one where parts of it vary. */
  sent: Record<string, Column[]>;
}

/** A statement with what it was sent with. */
export interface Sent {
  text: string;
  parameters: readonly unknown[];
  /** OIDs of the parameters. */
  types: readonly number[];
}

/** What of the driver's `Query` is used here. */
interface Query {
  executed: boolean;
  tagged: boolean;
  strings: readonly string[];
  args: readonly unknown[];
  string: string;
  parameters: readonly unknown[];
  origin: string;
  statement: { types: readonly number[]; columns?: { name: string; type: number }[] | null } | null;
  resolve(result: unknown): void;
  handle(): unknown;
}

/** What all queries of this process have in common. The class is not exported; nothing is connected for it. */
const commonOfQueries = (): Query => Object.getPrototypeOf(postgres({ max: 1 })``);

/** Has each query told once it is answered. @returns how that is ended */
function onAnswered(tell: (query: Query) => void): () => void {
  const common = commonOfQueries();
  const { handle } = common;
  common.handle = function (this: Query) {
    if (!this.executed) {
      const { resolve } = this;
      this.resolve = (result) => {
        tell(this);
        resolve(result);
      };
    }
    return handle.call(this);
  };
  return () => {
    common.handle = handle;
  };
}

/** What is sent while something runs, in the order of the answers. */
export async function watchStatements(act: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  const end = onAnswered(({ string, parameters, statement }) =>
    sent.push({ text: string, parameters, types: statement?.types ?? [] }),
  );
  await act().finally(end);
  return sent;
}

const ROOT = process.cwd();
const sites = new Map<readonly string[], Recorded & { texts: Set<string> }>();

/** Notes from now on what this process sends. */
export function recordStatements(): void {
  const common = commonOfQueries();
  // What is no template is drizzle's.
  onAnswered((query) => query.tagged && note(query));

  function note(sent: Query): void {
    const site = siteOf(sent);
    if (site.texts.has(sent.string)) return;
    site.texts.add(sent.string);
    site.sent[foldStatement(sent.string)] = (sent.statement?.columns ?? []).map(({ name, type }) => [name, type]);
    for (const argument of sent.args.flat()) notePart(argument);
  }

  /** A template that is a part of another is known, though never sent. */
  function notePart(argument: unknown): void {
    if (!Object.prototype.isPrototypeOf.call(common, argument as object)) return;
    const part = argument as Query;
    if (!part.tagged) return;
    siteOf(part);
    for (const inner of part.args.flat()) notePart(inner);
  }
}

function siteOf(query: Query) {
  let site = sites.get(query.strings);
  if (!site) {
    const path = /\(?(?:file:\/\/)?(\/[^\s()]+?\.tsx?)(?:\?[^\s():]*)?:\d+:\d+/.exec(query.origin)?.[1] ?? '';
    site = { file: relative(ROOT, path), strings: query.strings, sent: {}, texts: new Set() };
    sites.set(query.strings, site);
  }
  return site;
}

/** Writes down what was noted so far. */
export function keepRecorded(folder: string): void {
  if (sites.size === 0) return;
  const found = [...sites.values()].map(({ file, strings, sent }): Recorded => ({ file, strings, sent }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${randomBytes(8).toString('hex')}.json`), JSON.stringify(found));
}

/** All that was written to a folder; nothing if no test asked for a database. The same template may come many times. */
export function readRecorded(folder: string): Recorded[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name): Recorded[] => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}
