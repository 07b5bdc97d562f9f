/** What leaves by a door, asked of policy in the transaction of every batch: a change meanwhile is in force at the next. */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import type { ListQuery } from '@/lib/crm/records/list-query';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { type Clear, clearAmong } from '@/lib/protection/compliance/policy';

export interface RowPlan {
  module: ModuleDefinition;
  query: ListQuery;
  /** The fields that leave, in order. */
  chosen: Clear<FieldDefinition>;
}

/** Reads what was asked for by what the asker may do now. */
export type AskPlan = (tx: Tx) => Promise<RowPlan>;

export interface Batch<Content> {
  content: Content;
  rows: number;
  /** The last record's id; null when there are no more. */
  after: Id | null;
}

export interface Source {
  ctx: Context;
  ask: AskPlan;
  /** The fields of the header that was written. */
  chosen: readonly FieldDefinition[];
}

/**
 * Runs `read` in a transaction with the plan as it is now.
 * @throws conflict when a field of the header does not leave any more.
 */
export function inBatch<T>(source: Source, read: (tx: Tx, plan: RowPlan) => Promise<T>): Promise<T> {
  const { ctx, ask } = source;
  return inOrg(ctx.orgId, async (tx) => {
    const plan = await ask(tx);
    const chosen = clearAmong(plan.chosen, source.chosen);
    if (chosen.length < source.chosen.length)
      throw conflict('A field of this export was restricted meanwhile. Start it again.');
    return read(tx, { ...plan, chosen });
  });
}

/** What the reading of a batch says on its way, so that the database reads on while this batch is made into a file. */
export interface Ahead {
  /** The database has its question. */
  asked(): void;
  /** Where the next batch begins, null at the end: said before what takes long. Await it where that is this process's own. */
  found(after: Id | null): Promise<void>;
}

type ReadBatch<Content> = (after: Id | null, ahead: Ahead) => Promise<Batch<Content>>;

/** Batches to the end, three at most in memory: one is used, two are read or made. */
export async function* batches<Content>(
  read: ReadBatch<Content>,
  signal?: AbortSignal,
): AsyncGenerator<Batch<Content>> {
  const begun: Promise<Batch<Content>>[] = [];
  let from: { after: Id | null } | null = { after: null };
  let started = 0;
  let given = 0;
  const readOn = async (): Promise<void> => {
    if (!from || started > given + 1) return;
    const { after } = from;
    from = null;
    started += 1;
    await new Promise<void>((asked) => {
      const found = (last: Id | null) => {
        from = last === null ? null : { after: last };
        return readOn();
      };
      const batch = read(after, { asked, found });
      begun.push(batch);
      // Its error is thrown where it is awaited; nobody may be there any more.
      batch.then(() => asked(), asked);
    });
  };
  void readOn();
  for (let next = begun.shift(); next; next = begun.shift()) {
    const batch = await next;
    signal?.throwIfAborted();
    given += 1;
    if (begun.length === 0 && batch.after !== null) from ??= { after: batch.after };
    void readOn();
    yield batch;
  }
}
