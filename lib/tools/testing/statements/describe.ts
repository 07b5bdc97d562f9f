/** What PostgreSQL knows of a statement without running it. */
import type { Sql, TransactionSql } from 'postgres';
import { isNode, type Node, parseNodeTree, type Value } from './node-tree';
import { type Catalogue, type Nullable, nullableColumns } from './nullable';
import type { Column } from './record';

export interface Described {
  columns: Column[];
  /** OIDs of the parameters' types. */
  parameters: number[];
  /** Of each column; nothing is known of what does not read or write rows (`lock`, `notify`). */
  nullable: readonly Nullable[];
}

/** @returns each statement by its text: described, or in words what PostgreSQL has against it. Changes nothing. */
export async function describeStatements(sql: Sql, texts: Iterable<string>): Promise<Map<string, Described | string>> {
  const found = new Map<string, Described | string>();
  for (const text of new Set(texts)) {
    const described = await sql
      .unsafe(text)
      .describe()
      .then(
        ({ columns, types }): Described => ({
          columns: (columns ?? []).map(({ name, type }) => [name, type]),
          parameters: [...types],
          nullable: [],
        }),
        (error: Error) => error.message,
      );
    found.set(text, described);
  }
  await addNullable(sql, found);
  return found;
}

const OF_ROWS = /^\s*(select|insert|update|delete|merge|with)\b/i;

/** PostgreSQL keeps the body of a function as it has understood it; one is made of each statement, and all are taken back. */
async function addNullable(sql: Sql, found: ReadonlyMap<string, Described | string>): Promise<void> {
  const known = [...found].flatMap(([text, one]) =>
    typeof one !== 'string' && OF_ROWS.test(text) ? [{ text, one }] : [],
  );
  await sql
    .begin(async (tx) => {
      const names = new Map(
        (await tx<{ oid: number; name: string }[]>`select oid, oid::regtype::text as name from pg_type`).map((type) => [
          type.oid,
          type.name,
        ]),
      );
      const made = known.map(({ text, one }, at) => {
        const types = one.parameters.map((oid) => names.get(oid)).join(', ');
        return `create function pg_temp.described_${at}(${types}) returns void language sql begin atomic ${text}; end;`;
      });
      await tx.unsafe(made.join('\n'));
      const trees = await tx<{ at: number; tree: string }[]>`
        select substr(proname, length('described_') + 1)::int as at, prosqlbody::text as tree
        from pg_proc where pronamespace = pg_my_temp_schema()`;
      const catalogue = await readCatalogue(tx);
      for (const { at, tree } of trees) {
        const query = firstQuery(parseNodeTree(tree));
        const described = known[at]?.one;
        if (query && described) described.nullable = nullableColumns(query, catalogue);
      }
      throw new TakenBack();
    })
    .catch((error) => {
      if (!(error instanceof TakenBack)) throw error;
    });
}

class TakenBack extends Error {}

function firstQuery(tree: Value): Node | undefined {
  if (isNode(tree)) return tree;
  return Array.isArray(tree) ? tree.map(firstQuery).find((one) => one !== undefined) : undefined;
}

async function readCatalogue(tx: TransactionSql): Promise<Catalogue> {
  const columns = await tx<{ place: string }[]>`
    select attrelid || '.' || attnum as place from pg_attribute where attnotnull and attnum > 0`;
  const functions = await tx<{ oid: string }[]>`select oid::text as oid from pg_proc where proisstrict`;
  return {
    notNull: new Set(columns.map(({ place }) => place)),
    strict: new Set(functions.map(({ oid }) => oid)),
  };
}
