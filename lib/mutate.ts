/**
 * The only door to a write. Guarantees: the change and its ledger entries are one transaction, so there is no record
 * without its entry and no entry without its record, whatever dies when; an act that is refused is itself an event,
 * written on a connection of its own after the refused transaction is gone. Against: a verb that forgets its event (it
 * does not compile). Not against: a verb that names the wrong event.
 */
import type { Context } from './context';
import { type Company, changeInOrg, inOrg, type Statement, type Tx } from './db/transaction';
import { CareledgerError } from './errors';
import type { LedgerAction } from './ledger/actions';
import { appendEntries, type NewEntry } from './ledger/append';
import { keysOf } from './org-keys';

/** What the callback of `mutate` returns. */
export interface Mutation<T> {
  value: T;
  /** At least one entry, or none when nothing was changed. */
  entries: readonly NewEntry[];
  /** Statements already started that need not be awaited before the entries are sent: they travel together. */
  writes?: readonly PromiseLike<unknown>[];
  /** The change itself as parts of a WITH, sent as one statement with the entries: the cheapest form for a hot path. */
  change?: Statement;
}

/** Says what a refused attempt was about, for its event. */
export type Attempt = Pick<NewEntry, 'action' | 'module' | 'recordId' | 'subjectId' | 'fields' | 'door' | 'facts'>;

/**
 * Runs a change of the org's data.
 * @param attempt the act, also written as a `refused` event when policy, a limit or the rights of `ctx` refuse it.
 * @param company `alone` for a change of modules, fields, layouts or compliance: records written meanwhile would go by
 * the metadata of before.
 * @param change policy first, then the rows `for update`, then the change. Retried by nobody: it runs once.
 */
export async function mutate<T>(
  ctx: Context,
  attempt: LedgerAction | Attempt,
  change: (tx: Tx) => Promise<Mutation<T>>,
  company: Company = 'with other changes',
): Promise<T> {
  const about: Attempt = typeof attempt === 'string' ? { action: attempt } : attempt;
  try {
    return await changeInOrg(ctx.orgId, company, async (tx) => {
      const keys = await keysOf(tx);
      const { value, entries, writes = [], change: parts } = await change(tx);
      await Promise.all([...writes, appendEntries(tx, ctx, entries, keys, { change: parts })]);
      return value;
    });
  } catch (error) {
    if (error instanceof CareledgerError && isRefusal(error)) await recordRefusal(ctx, about, error);
    if (error instanceof CareledgerError && error.reason === 'DUPLICATE_DATA') {
      // The answer tells that some record has the value, perhaps one that the asker may not read.
      await recordRefusal(ctx, { ...about, fields: Object.keys(error.fields) }, error);
    }
    throw error;
  }
}

const isRefusal = (error: CareledgerError): boolean => error.code === 'forbidden' || error.code === 'limited';

const recorded = new WeakSet<CareledgerError>();

/** Writes the event of an attempt that was refused, once an error: whoever passes it on may call this again. */
export async function recordRefusal(ctx: Context, about: Attempt, error: CareledgerError): Promise<void> {
  if (recorded.has(error)) return;
  recorded.add(error);
  await inOrg(ctx.orgId, async (tx) => {
    const facts = { ...about.facts, reason: error.reason ?? error.code, ...error.facts };
    await appendEntries(tx, ctx, [{ ...about, outcome: 'refused', facts }], await keysOf(tx));
  });
}
