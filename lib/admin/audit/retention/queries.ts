/** What the page of retention shows: terms, what would expire, holds. Reasons of holds are opened for whoever may set one. */
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { openDetails } from '@/lib/protection/disclose/ledger-details';
import { type Hold, readHolds } from '@/lib/protection/integrity/kept-holds';
import { entriesById } from '@/lib/protection/ledger/queries';
import {
  DEFAULT_TERMS,
  type RetentionKind,
  type Term,
  type Terms,
  termsSchema,
} from '@/lib/protection/ledger/retention/kinds';
import { visibleActors } from '@/lib/protection/ledger/sight';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import { type DueMonth, dueMonths } from './due';
import { assertMayHold } from './holds';
import { isAskedFor, readTerms } from './terms';

export interface HoldDto
  extends Pick<Hold, 'id' | 'scope' | 'subjectId' | 'by' | 'setAt' | 'liftedBy' | 'liftedAt' | 'isKept'> {
  /** The name of the person held; null for what has none here. */
  subject: string | null;
  /** Null where it does not open. */
  reason: string | null;
  /** Lifting it waits for a second person. */
  waits: boolean;
}

export interface RetentionDto {
  terms: Terms;
  /** The stored terms are not as Careledger wrote them: nothing expires. */
  isForeign: boolean;
  /** Shorter terms wait for a second person. */
  waits: boolean;
  mayChange: boolean;
  /** What the next night would take, as far as it is signed; the oldest month first. */
  tonight: DueMonth[];
  /** The newest first. */
  holds: HoldDto[];
}

/** @throws forbidden */
export async function getRetention(ctx: Context): Promise<RetentionDto> {
  assertMayHold(ctx);
  return inOrg(ctx.orgId, async (tx) => {
    const terms = await readTerms(tx);
    const size = (await headOf(tx))?.size ?? 0;
    return {
      terms: terms ?? DEFAULT_TERMS,
      isForeign: terms === null,
      waits: await isAskedFor(tx),
      mayChange: canInOrg(ctx.rights, 'manageCompliance'),
      tonight: await dueMonths(tx, size),
      holds: await holdsOf(tx, ctx),
    };
  });
}

/** How long a kind keeps its bodies; null: as it is, for good. For whoever may read entries. @throws forbidden */
export async function getTermOf(ctx: Context, kind: RetentionKind): Promise<Term | null> {
  visibleActors(ctx);
  return inOrg(ctx.orgId, async (tx) => (await readTerms(tx))?.[kind] ?? null);
}

/** What other terms would take the first night, once they are in force. @throws forbidden; invalid */
export async function previewTerms(ctx: Context, input: Terms): Promise<DueMonth[]> {
  const terms = readInput(termsSchema, input);
  assertOrgRight(ctx, 'manageCompliance');
  return inOrg(ctx.orgId, async (tx) => dueMonths(tx, (await headOf(tx))?.size ?? 0, terms));
}

async function holdsOf(tx: Tx, ctx: Context): Promise<HoldDto[]> {
  const holds = await readHolds(tx);
  const entries = await entriesById(
    tx,
    holds.map(({ id }) => id),
  );
  const details = await openDetails(tx, ctx, entries);
  const reasons = new Map<Id, string | null>(entries.map(({ id }, n) => [id, details[n]?.note ?? null]));
  const people = await tx.sql<{ id: Id; name: string }[]>`
    select id, name from users where org_id = ${tx.orgId}
      and id = any(${holds.flatMap(({ scope, subjectId }) => (scope === 'person' && subjectId ? [subjectId] : []))}::bigint[])`;
  const waiting = await tx.sql<{ id: Id }[]>`
    select subject_id as id from approvals
    where org_id = ${tx.orgId} and kind = 'ledger.lift' and state = 'waiting'`;
  return holds.map(({ setBy: _, isLifted: __, ...hold }) => ({
    ...hold,
    subject: people.find(({ id }) => id === hold.subjectId)?.name ?? null,
    reason: reasons.get(hold.id) ?? null,
    waits: waiting.some(({ id }) => id === hold.id),
  }));
}
