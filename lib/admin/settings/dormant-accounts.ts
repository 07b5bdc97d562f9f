/** After how many days without a sign-in an account is warned of, and deactivated. Making that later is nobody's alone. */
import { isDeepStrictEqual } from 'node:util';
import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { needsSecondPerson } from '@/lib/people/approvals/needs-second-person';
import {
  type DormantRule,
  dormantRuleOf,
  dormantRuleSchema,
  isLooserRule,
  ruleInWords,
} from '@/lib/people/auth/dormant-rule';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { readSetting, writeSetting } from '@/lib/protection/integrity/setting';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate, unchanged } from '@/lib/protection/mutate';

const KEY = 'dormant_accounts';
const APPROVAL = 'setting.dormant_accounts';

export interface DormantRuleDto extends DormantRule {
  /** A change has been asked for and waits. */
  waits: boolean;
}

/** @throws forbidden */
export async function getDormantRule(ctx: Context): Promise<DormantRuleDto> {
  assertOrgRight(ctx, 'manageCompliance');
  return inOrg(ctx.orgId, async (tx) => ({ ...(await readRule(tx)), waits: await isAskedFor(tx) }));
}

/**
 * Changes it; the job goes by it from its next run on. By what accounts stay open for longer waits where a second person has to
 * confirm it. @returns whether it waits @throws forbidden, `STEP_UP`; invalid with the fields; conflict where another waits
 */
export async function updateDormantRule(
  ctx: Context,
  input: DormantRule,
  at: Date = clock.now(),
): Promise<{ waits: boolean }> {
  const after = readInput(dormantRuleSchema, input);
  return mutate<{ waits: boolean }>(ctx, { action: 'settings.update', facts: { setting: KEY } }, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    assertFresh(ctx, at.getTime());
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = await readRule(tx);
    if (isDeepStrictEqual(before, after)) return unchanged({ waits: false });
    const waits = isLooserRule(before, after) && (await needsSecondPerson(tx, ctx, tx.orgId, at));
    if (waits === false) return { value: { waits: false }, entries: [await write(tx, ctx, { before, after }, at)] };
    if (await isAskedFor(tx)) throw conflict('This waits for a second person already.');
    const facts = { what: ruleInWords(after), before: JSON.stringify(before), after: JSON.stringify(after) };
    const asked = { kind: APPROVAL, subjectId: tx.orgId, facts, who: SECOND_PERSONS, ...waits } as const;
    return { value: { waits: true }, entries: [(await askApproval(tx, ctx, asked, at)).entry] };
  });
}

/** A second person confirmed just this change; where it was changed otherwise since, nothing comes of it. */
export const dormantRuleApproval: ApprovalHandler = {
  async takeEffect(tx, ctx, { facts }) {
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = await readRule(tx);
    if (!isDeepStrictEqual(before, JSON.parse(String(facts.before)))) return [];
    const after = dormantRuleSchema.parse(JSON.parse(String(facts.after)));
    return [await write(tx, ctx, { before, after }, clock.now())];
  },
};

async function write(
  tx: Tx,
  ctx: Context,
  { before, after }: Record<'before' | 'after', DormantRule>,
  at: Date,
): Promise<NewEntry> {
  await writeSetting(tx, KEY, after, ctx.actor.id);
  const facts = { by: ctx.actor.name, what: ruleInWords(after) };
  const officers = { right: 'readWholeLedger', except: ctx.actor.id } as const;
  await notify(tx, officers, { kind: 'setting.dormant_accounts', facts }, at);
  const fields = (['warnDays', 'deactivateDays'] as const).filter((name) => before[name] !== after[name]);
  return { action: 'settings.update', fields, facts: { setting: KEY, old: before, new: after } };
}

async function isAskedFor(tx: Tx): Promise<boolean> {
  const [row] = await tx.sql<[{ waits: boolean }]>`
    select exists (
      select 1 from approvals
      where org_id = ${tx.orgId} and kind = ${APPROVAL} and state = 'waiting') as waits`;
  return row.waits;
}

const readRule = async (tx: Tx): Promise<DormantRule> => dormantRuleOf(await readSetting(tx, KEY));
