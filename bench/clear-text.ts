/** Whether texts stand in the clear, or as hex, in what a table prints as. */
import type { Sql } from 'postgres';

/** Texts are looked for in pieces of so many characters: whatever part of one stands somewhere holds a whole piece. */
const PIECE = 16;
/** A piece of fewer different characters says nothing. */
const VARIED = 5;
const ROWS_AT_ONCE = 2_000;

export interface Looked {
  tables: number;
  characters: number;
  /** Pieces looked for. */
  pieces: number;
  /** Places where one stands. */
  found: number;
}

/** Looks for the texts in every column of the tables whose name begins so, as `row::text` prints them. */
export async function lookForTexts(owner: Sql, texts: readonly string[], prefixes: readonly string[]): Promise<Looked> {
  const finder = finderOf(texts);
  const tables = await owner<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and exists (select 1 from unnest(${prefixes as string[]}::text[]) p where starts_with(c.relname, p))`;
  const looked: Looked = { tables: tables.length, characters: 0, pieces: finder.pieces, found: 0 };
  for (const { name } of tables) {
    for await (const rows of owner.unsafe(`select t::text as row from ${name} t`).cursor(ROWS_AT_ONCE)) {
      for (const { row } of rows) {
        looked.characters += row.length;
        looked.found += finder.find(row);
      }
    }
  }
  return looked;
}

/** @throws when it would not find one of the texts where it stands. */
function finderOf(texts: readonly string[]) {
  const clear = new Set<string>();
  const hex = new Set<string>();
  for (const text of texts) {
    for (let at = 0; at + PIECE <= text.length; at += PIECE) {
      const piece = text.slice(at, at + PIECE);
      if (new Set(piece).size < VARIED) continue;
      clear.add(piece);
      // Only as many bytes as characters: longer ones end within one.
      hex.add(
        Buffer.from(piece)
          .toString('hex')
          .slice(0, 2 * PIECE),
      );
    }
  }
  const find = (within: string) => {
    let found = 0;
    for (let at = 0; at + PIECE <= within.length; at += 1) {
      if (clear.has(within.slice(at, at + PIECE)) || hex.has(within.slice(at, at + 2 * PIECE))) found += 1;
    }
    return found;
  };
  const [one = ''] = texts.filter((text) => text.length >= 4 * PIECE);
  if (one && (find(`(1,"x${one}")`) === 0 || find(`(\\x00${Buffer.from(one).toString('hex')})`) === 0)) {
    throw new Error('The search for clear text does not find it.');
  }
  return { find, pieces: clear.size };
}
