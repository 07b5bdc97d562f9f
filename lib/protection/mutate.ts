/**
 * The only door to a write. Guarantees: the change and its ledger entries are one transaction, so there is no record
 * without its entry and no entry without its record, whatever dies when; an act that is refused is itself an event,
 * written on a connection of its own after the refused transaction is gone. Against: a verb that forgets its event (it
 * does not compile: a change without an event is said by name). Not against: a verb that names the wrong event.
 */

import { assertIntact, keepMetadata, metadataOf } from '@/lib/crm/modules/metadata';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { OpenError } from '@/lib/platform/crypto/open-error';
import { type Concurrency, changeInOrg, inOrg, type Statement, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import { keysOf } from '@/lib/platform/org-keys';
import { damaged, notIntact } from '@/lib/protection/integrity/errors';
import { tellFailures } from '@/lib/protection/integrity/failure';
import { keepRights, rightsStates } from '@/lib/protection/integrity/rights';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { appendEntries, appendWithChange, type NewEntry } from '@/lib/protection/ledger/append';

/** A change with its entries. */
export interface Recorded<T> {
  value: T;
  entries: Entries;
  /** Statements already started that need not be awaited before the entries are sent: they travel together. */
  writes?: readonly PromiseLike<unknown>[];
  /** The change itself as parts of a WITH, sent as one statement with the entries: the cheapest form for a hot path. */
  change?: Statement;
}

interface Unchanged<T> {
  value: T;
  entries: null;
  unrecorded?: never;
  writes?: never;
}

interface Unrecorded<T> {
  value: T;
  entries: null;
  unrecorded: keyof typeof UNRECORDED;
  writes?: readonly PromiseLike<unknown>[];
}

/** What the callback of `mutate` returns: `{ value, entries }`, `unchanged(value)` or `unrecorded(value, why)`. */
export type Mutation<T> = Recorded<T> | Unchanged<T> | Unrecorded<T>;

/** At least one: a change without an event has to say so by name. */
export type Entries = readonly [NewEntry, ...NewEntry[]];

/** Changes that leave no event of their own, each with its reason. */
const UNRECORDED = {
  message: 'a message stands sealed with its author and time, and the closing of the conversation counts them',
  availability: 'whether an operator is there right now is no act upon data',
  visit: 'a visitor opened the widget and has said nothing yet',
  page: 'which page of a site its visitor is on is no act upon data',
  undeclared_field: 'custom fields that nobody declared are not audited, as in SalesIQ',
  form: 'what an older version wrote is sealed anew in the form of this one; nobody reads more of it than before',
  looked_at: 'whether a sign-in is unusual was looked at, and it is not: the sign-in has its own event',
  job: 'the act that started the job left its event; what the job did is the event at its end',
} as const;

/** Nothing was changed: what was asked for is so already. The tests' database holds that no statement wrote. */
export function unchanged(): Unchanged<undefined>;
export function unchanged<T>(value: T): Unchanged<T>;
export function unchanged<T>(value?: T): Unchanged<T | undefined> {
  return { value, entries: null };
}

/** A change without an event, for one of the reasons that are known. @param writes statements already started. */
export function unrecorded<T>(
  value: T,
  why: keyof typeof UNRECORDED,
  writes: readonly PromiseLike<unknown>[] = [],
): Unrecorded<T> {
  return { value, entries: null, unrecorded: why, writes };
}

/** The events of a change made of parts, where it has any; else it is a change without one, for the reason named. */
export function recordedOr<T>(
  why: keyof typeof UNRECORDED,
  value: T,
  entries: readonly NewEntry[],
  writes: readonly PromiseLike<unknown>[] = [],
): Mutation<T> {
  return entries.length > 0 ? { value, entries: atLeastOne(entries), writes } : unrecorded(value, why, writes);
}

/** The entries of a list that is known to hold some. @throws TypeError when it holds none: the change is rolled back. */
export function atLeastOne(entries: readonly NewEntry[]): Entries {
  const [first, ...others] = entries;
  if (!first) throw new TypeError('A change needs an entry.');
  return [first, ...others];
}

/** Says what a refused attempt was about, for its event. */
export type Attempt = Pick<NewEntry, 'action' | 'module' | 'recordId' | 'subjectId' | 'fields' | 'door' | 'facts'>;

/**
 * Runs a change of the org's data.
 * @param attempt the act, also written as a `refused` event when policy, a limit or the rights of `ctx` refuse it.
 * @param concurrency `alone` for a change of modules, fields, layouts or compliance: records written meanwhile would go by
 * the metadata of before.
 * @param change policy first, then the rows `for update`, then the change. Retried by nobody: it runs once.
 */
export async function mutate<T>(
  ctx: Context,
  attempt: LedgerAction | Attempt,
  change: (tx: Tx) => Promise<Mutation<T>>,
  concurrency: Concurrency = 'with other changes',
): Promise<T> {
  const about: Attempt = typeof attempt === 'string' ? { action: attempt } : attempt;
  try {
    return await changeInOrg(ctx.orgId, concurrency, async (tx) => {
      const keys = await keysOf(tx);
      const binding = await bindingOf(tx, about.action, concurrency);
      const changed = await change(tx);
      const { value, writes = [] } = changed;
      const recorded = changed.entries
        ? appendWithChange(tx, ctx, changed, keys)
        : changed.unrecorded && tellUnrecorded(tx, changed.unrecorded);
      await Promise.all([...writes, recorded]);
      if (changed.entries || changed.unrecorded) await binding(keys);
      return value;
    });
  } catch (error) {
    if (error instanceof OpenError) {
      await noteDamage(ctx, about);
      throw damaged();
    }
    if (error instanceof CareledgerError && isRefusal(error)) await recordRefusal(ctx, about, error);
    if (error instanceof CareledgerError && error.reason === 'DUPLICATE_DATA') {
      // The answer tells that some record has the value, perhaps one that the asker may not read.
      await recordRefusal(ctx, { ...about, fields: Object.keys(error.fields) }, error);
    }
    throw error;
  }
}

/** Acts that write values where the metadata says: encrypted or not. */
const OF_VALUES = /^(record\.(create|update|merge|unmerge|convert)|import\.)/;

/**
 * Acts that may change who may do what; a sign-in, a factor of one's own and an invitation are none, though they are named after
 * a user. Who reads a mail may learn how to open an account, whose right to reveal then rests.
 */
const OF_RIGHTS =
  /^(user\.(?!sign_|prove|factor_(?!reset)|invite|withdraw_|open_|ask_|choose_|warn_)|profile\.|role\.|api_client\.|approval\.|settings\.|mail\.open)/;

/**
 * What policy reads is bound by keyed checks (`lib/protection/integrity`): looked at before the change, kept after it.
 * @throws internal `INTEGRITY` when the metadata is not what Careledger left.
 */
async function bindingOf(
  tx: Tx,
  action: LedgerAction,
  concurrency: Concurrency,
): Promise<(keys: OrgKeys) => Promise<void>> {
  if (concurrency === 'alone') await assertIntact(tx);
  if (OF_VALUES.test(action) && !(await metadataOf(tx)).intact) throw notIntact();
  const rights = OF_RIGHTS.test(action) ? await rightsStates(tx) : null;
  return async (keys) => {
    if (concurrency === 'alone') await keepMetadata(tx);
    if (rights) await keepRights(tx, keys, rights);
  };
}

const WHAT_WAS_OPENED = [
  [/^note\./, 'note'],
  [/^attachment\./, 'file'],
  [/^(chat|conversation)/, 'conversation'],
] as const;

/** A change met sealed values that do not open: it ends there, and the finding is an event. */
function noteDamage(ctx: Context, { action, module, recordId, subjectId }: Attempt): Promise<void> {
  const subject = { ...(module && { module }), ...(recordId && { recordId }), ...(subjectId && { subjectId }) };
  const what = WHAT_WAS_OPENED.find(([acts]) => acts.test(action))?.[1] ?? 'record';
  return tellFailures(ctx, [{ what, during: action, endedAct: true, ...subject }]);
}

/** Says in the transaction that it leaves no event and why: the tests' database refuses a write that says nothing. */
const tellUnrecorded = (tx: Tx, why: keyof typeof UNRECORDED) =>
  tx.sql`select set_config('app.unrecorded', ${why}, true)`.execute();

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
