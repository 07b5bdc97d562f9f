import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { limited } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { type Mutation, mutate, unchanged } from '@/lib/protection/mutate';
import { type CheckedShares, checkedShares } from './checked-rule';
import { lockSharing } from './parties';
import { type ChangedRule, changedRuleSchema, type NewRule, newRuleSchema } from './schemas';
import { askForSecondWord } from './second-word';
import { assertOurs, getRule, namingTaken, type Rule, readRules, writeRule } from './stored';
import { ruleInWords } from './words';

const MOST_RULES = 200;

export interface SavedRule {
  id: Id;
  /** It is as before until a second person has confirmed it. */
  waits: boolean;
}

/**
 * Shares records of a module with people who do not see them by their role; in force at their next request, or once a second
 * person has confirmed it. @throws forbidden; invalid; conflict for a taken name; limited at 200
 */
export async function createRule(ctx: Context, input: NewRule, at: Date = clock.now()): Promise<SavedRule> {
  const { name, access, ...shares } = readInput(newRuleSchema, input);
  const id = newId();
  const action = 'role.add_rule';
  return namingTaken('rule', () =>
    mutate<SavedRule>(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      await lockSharing(tx);
      const rules = await readRules(tx);
      if (rules.length >= MOST_RULES) {
        const facts = { limit: MOST_RULES };
        throw limited(`An organisation has at most ${MOST_RULES} sharing rules.`, { reason: 'LIMIT_EXCEEDED', facts });
      }
      return keepRule(
        tx,
        ctx,
        { action, before: null, saved: { id, name, access }, shares: await checkedShares(tx, ctx, shares) },
        at,
      );
    }),
  );
}

/**
 * Changes a sharing rule. What shares less is in force at the next request; what shares more waits where a second person has to
 * confirm it, and the rule stays as it is until then. @throws forbidden; invalid; not_found; conflict for a taken name, and for one
 * that was changed outside Careledger
 */
export async function updateRule(ctx: Context, input: ChangedRule, at: Date = clock.now()): Promise<SavedRule> {
  const { id, name, access, ...shares } = readInput(changedRuleSchema, input);
  const action = 'role.change_rule';
  return namingTaken('rule', () =>
    mutate<SavedRule>(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      await lockSharing(tx);
      const before = await getRule(tx, id);
      await assertOurs(tx, id);
      return keepRule(
        tx,
        ctx,
        { action, before, saved: { id, name, access }, shares: await checkedShares(tx, ctx, shares) },
        at,
      );
    }),
  );
}

interface Keeping {
  action: 'role.add_rule' | 'role.change_rule';
  before: Rule | null;
  saved: Pick<Rule, 'id' | 'name' | 'access'>;
  shares: CheckedShares;
}

async function keepRule(
  tx: Tx,
  ctx: Context,
  { action, before, saved, shares }: Keeping,
  at: Date,
): Promise<Mutation<SavedRule>> {
  const { module, names, ...what } = shares;
  const after: Rule = { ...saved, ...what };
  const { id, name } = after;
  if (before && isSame(before, after) && before.name === name) return unchanged({ id, waits: false });
  const words = ruleInWords(module, names, after);
  if (sharesMore(before, after)) {
    const change = { what: 'rule', before, after } as const;
    const asked = await askForSecondWord(tx, ctx, { change, modules: [module], people: [after.to], words }, at);
    if (asked) return { value: { id, waits: true }, entries: [asked] };
  }
  await writeRule(tx, after, at);
  const facts = { name, what: words };
  return { value: { id, waits: false }, entries: [{ action, module: module.apiName, subjectId: id, facts }] };
}

const reachOf = ({ moduleId, from, criteria, to }: Rule): string =>
  JSON.stringify([
    moduleId,
    from?.kind,
    from?.id,
    criteria?.fieldId,
    [...(criteria?.values ?? [])].sort(),
    to.kind,
    to.id,
  ]);

const isSame = (before: Rule, after: Rule): boolean =>
  reachOf(before) === reachOf(after) && before.access === after.access;

/** Only to be read what could be changed, or another name, shares no more. */
const sharesMore = (before: Rule | null, after: Rule): boolean =>
  before === null || reachOf(before) !== reachOf(after) || (before.access === 'read' && after.access === 'write');
