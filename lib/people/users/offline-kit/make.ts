/**
 * Making and withdrawing an offline kit, for the day the identity provider is down. Guarantees: its cards are given once, and kept
 * nowhere; it opens nothing before a second person has confirmed it, where there is one (the setting `second_person`), since
 * whoever has enough cards signs in as any administrator; there is one at a time, and a new one ends the former when it is in force.
 */
import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { needsSecondPerson } from '@/lib/people/approvals/needs-second-person';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { type QrCode, qrCodeOf } from '@/lib/people/factors/totp';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { changeKit, type Kit, keepNewKit, lockKit, readKits } from './kit';
import { kitIdSchema, type NewKit, newKitSchema } from './schemas';
import { makeSecret } from './secret';
import { tellOfKit } from './tell';

/** A kit as it is shown, once. */
export interface MadeKit {
  id: Id;
  organisation: string;
  needed: number;
  /** What stands on each, in the order of their numbers. */
  cards: { code: string; qrCode: QrCode }[];
  /** ISO time. */
  madeAt: string;
  /** It opens nothing before a second person has confirmed it. */
  waits: boolean;
}

/** Makes one. @throws forbidden, `STEP_UP`; invalid; conflict while one waits to be confirmed */
export async function makeKit(ctx: Context, input: NewKit, at: Date = clock.now()): Promise<MadeKit> {
  const { needed, cards } = readInput(newKitSchema, input);
  const id = newId();
  const action = 'kit.make';
  // Slow: not while rows are locked.
  const { codes, verifier } = await makeSecret(await keysOfOrg(ctx.orgId), { kitId: id, needed, cards });
  return mutate<MadeKit>(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx, at.getTime());
    const [org] = await tx.sql<[{ name: string }]>`
      select name from orgs where org_id = ${tx.orgId} for no key update`;
    const [waiting] = await readKits(tx, tx.sql`k.state = 'waits'`);
    if (waiting) throw conflict('A kit waits to be confirmed. Withdraw it first.');
    const waits = await needsSecondPerson(tx, ctx, id, at);
    const kit = newKit(ctx, { id, needed, cards, verifier, madeMs: at.getTime() });
    await insertKit(tx, kit);
    const facts = { needed, cards };
    const asked = { kind: 'kit.ready', subjectId: id, facts, who: SECOND_PERSONS, ...waits } as const;
    const next = waits === false ? await putInForce(tx, ctx, kit, at) : (await askApproval(tx, ctx, asked, at)).entry;
    const shown = codes.map((code) => ({ code, qrCode: qrCodeOf(code) }));
    const made = { id, organisation: org.name, needed, cards: shown, madeAt: at.toISOString(), waits: waits !== false };
    return { value: made, entries: [{ action, subjectId: id, facts }, next] };
  });
}

const newKit = (ctx: Context, of: Pick<Kit, 'id' | 'needed' | 'cards' | 'verifier' | 'madeMs'>): Kit => {
  const never = { testedMs: null, testedBy: null, endedMs: null, endedBy: null };
  return { ...of, state: 'waits', madeBy: ctx.actor.id, ...never };
};

async function insertKit(tx: Tx, kit: Kit): Promise<void> {
  const { id, state, needed, cards, verifier, madeMs, madeBy } = kit;
  await tx.sql`
    insert into offline_kits (org_id, id, state, needed, cards, verifier, made_at, made_by)
    values (${tx.orgId}, ${id}, ${state}, ${needed}, ${cards}, ${verifier}, ${new Date(madeMs).toISOString()}::timestamptz,
      ${madeBy})`;
  await keepNewKit(tx, kit);
}

/** From now on it opens the door, and the former one does not. */
async function putInForce(tx: Tx, ctx: Context, { id, needed, cards }: Kit, at: Date) {
  const former = await readKits(tx, tx.sql`k.state = 'ready'`);
  for (const kit of former) {
    await changeKit(tx, kit, { state: 'replaced', endedMs: at.getTime(), endedBy: ctx.actor.id });
  }
  await changeKit(tx, await lockKit(tx, id), { state: 'ready' });
  await tellOfKit(tx, ctx, {
    id,
    what: `put an offline kit of ${cards} cards in force, of which ${needed} are needed`,
  });
  return { action: 'kit.start', subjectId: id, facts: { needed, cards, replaced: former.length } } as const;
}

/** A second person confirmed just this kit; of one that was withdrawn since nothing comes. */
export const kitApproval: ApprovalHandler = {
  async takeEffect(tx, ctx, { subjectId }) {
    const kit = await lockKit(tx, subjectId);
    return kit.isKept && kit.state === 'waits' ? [await putInForce(tx, ctx, kit, clock.now())] : [];
  },
  async stopped(tx, ctx, { subjectId }) {
    const kit = await lockKit(tx, subjectId);
    if (kit.state !== 'waits') return [];
    await changeKit(tx, kit, { state: 'withdrawn', endedMs: clock.nowMs(), endedBy: ctx.actor.id });
    return [{ action: 'kit.withdraw', subjectId }];
  },
};

/** Ends one at once: its cards open nothing any more. @throws forbidden, `STEP_UP`; not_found; conflict where it has ended */
export async function withdrawKit(ctx: Context, input: { id: Id }, at: Date = clock.now()): Promise<void> {
  const { id } = readInput(kitIdSchema, input);
  const action = 'kit.withdraw';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx, at.getTime());
    const kit = await lockKit(tx, id);
    if (kit.state !== 'waits' && kit.state !== 'ready') throw conflict('This kit has ended already.');
    await changeKit(tx, kit, { state: 'withdrawn', endedMs: at.getTime(), endedBy: ctx.actor.id });
    await tellOfKit(tx, ctx, { id, what: 'withdrew the offline kit' });
    return { value: undefined, entries: [{ action, subjectId: id }] };
  });
}
