import type { OrgRight } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Concurrency, Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import type { ApprovalKind, Facts } from './kinds';

export interface Approval {
  id: Id;
  kind: ApprovalKind;
  /** What it is about: a user, a profile, a field. */
  subjectId: Id;
  facts: Facts;
  /** Whoever has one of these rights may confirm, but for the asker and the person concerned. */
  who: readonly OrgRight[];
  /** 0: the system. */
  askedBy: Id;
}

/** What a domain does when something of its kind is decided, in that transaction. Gives further entries, if any. */
export interface ApprovalHandler {
  /** As for `mutate`: `alone` where it changes metadata. */
  concurrency?: Concurrency;
  /** Somebody confirmed (`ctx`), or its time came (the system). */
  takeEffect(tx: Tx, ctx: Context, approval: Approval): Promise<readonly NewEntry[]>;
  stopped?(tx: Tx, ctx: Context, approval: Approval): Promise<readonly NewEntry[]>;
}

/** Total: a kind without a handler does not compile. */
export type ApprovalHandlers = Readonly<Record<ApprovalKind, ApprovalHandler>>;
