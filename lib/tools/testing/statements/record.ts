/**
 * What the tests send: each statement of a template of ours, with the columns that PostgreSQL says it gives and the types
 * that it takes. Written to the folder named in `STATEMENTS`, a file a process; `after-tests.ts` reads them.
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
  /** OIDs of the types that PostgreSQL took for the value in a hole, by its place. */
  holes: Record<number, number[]>;
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
const sites = new Map<readonly string[], Site>();

let isRecording = false;

/** Notes from now on what this process sends. */
export function recordStatements(): void {
  if (isRecording) return;
  isRecording = true;
  const common = commonOfQueries();
  // What is no template is drizzle's.
  onAnswered((query) => query.tagged && note(query));

  function note(sent: Query): void {
    const site = siteOf(sent);
    if (site.texts.has(sent.string)) return;
    site.texts.add(sent.string);
    site.sent[foldStatement(sent.string)] = (sent.statement?.columns ?? []).map(({ name, type }) => [name, type]);
    const places = placesOf(sent, common);
    const types = sent.statement?.types ?? [];
    const [firstMany, lastMany] = [places.indexOf(null), places.lastIndexOf(null)];
    for (const [at, place] of places.entries()) {
      const isBefore = firstMany < 0 || at < firstMany;
      const type = isBefore || at > lastMany ? types[isBefore ? at : types.length - places.length + at] : undefined;
      if (place && type !== undefined) place.site.holes[place.hole] = [...(place.site.holes[place.hole] ?? []), type];
    }
  }
}

type Site = Recorded & { texts: Set<string> };

/**
 * In the order of the parameters the holes that they are for, those of parts too, which are known by this though they are never
 * sent. Null for a list of the driver's making, which is any number of parameters.
 */
function placesOf(query: Query, common: Query): ({ site: Site; hole: number } | null)[] {
  const isPart = (given: unknown): given is Query => Object.prototype.isPrototypeOf.call(common, given as object);
  const site = siteOf(query);
  return query.args.flatMap((given, hole) => {
    const parts = Array.isArray(given) && isPart(given[0]) ? given : [given];
    return parts.flatMap((part) => {
      if (isPart(part)) return part.tagged ? placesOf(part, common) : [null];
      const made = (part as object | null)?.constructor?.name;
      if (made === 'Identifier') return [];
      return made === 'Builder' ? [null] : [{ site, hole }];
    });
  });
}

function siteOf(query: Query): Site {
  let site = sites.get(query.strings);
  if (!site) {
    const path = /\(?(?:file:\/\/)?(\/[^\s()]+?\.tsx?)(?:\?[^\s():]*)?:\d+:\d+/.exec(query.origin)?.[1] ?? '';
    site = { file: relative(ROOT, path), strings: query.strings, sent: {}, holes: {}, texts: new Set() };
    sites.set(query.strings, site);
  }
  return site;
}

const OF_PROCESS = `${randomBytes(8).toString('hex')}.json`;

/** Writes down what this process noted so far. */
export function keepRecorded(folder: string): void {
  if (sites.size === 0) return;
  const found = [...sites.values()].map(({ texts: _, ...one }): Recorded => one);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, OF_PROCESS), JSON.stringify(found));
}

/** All that was written to a folder; nothing if no test asked for a database. The same template may come many times. */
export function readRecorded(folder: string): Recorded[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name): Recorded[] => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}
