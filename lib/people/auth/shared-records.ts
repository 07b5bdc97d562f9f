/**
 * What sharing rules add to what somebody sees, as a request brings it along (SQL function `app.sharing_of`). Guarantees: a rule
 * that SQL put in or changed shares nothing, nor does one of whose groups that is so; the others count; that is an event. Nothing is
 * cached: a rule that was deleted shares nothing at the very next request, in every process.
 * Against: whoever writes to the database without the keys.
 * Does not: say which records of a module one sees. `lib/crm/modules/visibility.ts` does.
 */
import {
  type Context,
  type Shared,
  type SharedRecords,
  type SharedValues,
  systemContext,
} from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { tellFailures } from '@/lib/protection/integrity/failure';
import { areRightsWhole, type RightsState } from '@/lib/protection/integrity/rights';

interface KeptRow {
  id: Id;
  /** As PostgreSQL tells it, and its check in hexadecimal. */
  state: unknown;
  mac: string | null;
}

/** A rule that shares something with a person. */
export interface RuleFor extends KeptRow {
  name: string;
  moduleId: Id;
  access: 'read' | 'write';
  /** Whose records, where it goes by owners. */
  owners: Id[] | null;
  /** Which records, where it goes by a value. */
  criteria: SharedValues | null;
  /** The groups that it names. */
  groups: KeptRow[] | null;
}

/** Null: none, or the topmost role, which sees all. */
export type RulesFor = readonly RuleFor[] | null;

/** The rules that count, of those that name a person. One that Careledger did not leave so is an event. */
export async function countingRules(orgId: Id, rules: RulesFor): Promise<RuleFor[]> {
  if (!rules || rules.length === 0) return [];
  const keys = await keysOfOrg(orgId);
  const statesOf = ({ groups, ...rule }: RuleFor): RightsState[] => [
    asState('sharing_rule', rule),
    ...(groups ?? []).map((group) => asState('user_group', group)),
  ];
  const foreign = new Map(
    rules.flatMap(statesOf).flatMap((state) => (areRightsWhole(keys, [state]) ? [] : [[state.id, state] as const])),
  );
  if (foreign.size > 0) {
    const failures = [...foreign.values()].map(({ id, state }) => ({
      what: 'sharing' as const,
      subjectId: id,
      state: [JSON.stringify(state)],
    }));
    await tellFailures(systemContext(orgId, 'integrity'), failures);
  }
  return rules.filter((rule) => statesOf(rule).every(({ id }) => !foreign.has(id)));
}

const asState = (subject: 'sharing_rule' | 'user_group', { id, state, mac }: KeptRow): RightsState => ({
  subject,
  id,
  state,
  mac: mac === null ? null : Buffer.from(mac, 'hex'),
});

const NOTHING: SharedRecords = { owners: [], values: [] };

/** The part of a context that rules make: nothing of it where there are none. */
export async function sharedPart(orgId: Id, rules: RulesFor): Promise<Pick<Context, 'shared'>> {
  const counting = await countingRules(orgId, rules);
  if (counting.length === 0) return {};
  const shared: Record<Id, Shared[Id]> = {};
  for (const rule of counting) {
    const { seen, changed } = shared[rule.moduleId] ?? { seen: NOTHING, changed: NOTHING };
    shared[rule.moduleId] = {
      seen: withRule(seen, rule),
      changed: rule.access === 'write' ? withRule(changed, rule) : changed,
    };
  }
  return { shared };
}

const withRule = ({ owners, values }: SharedRecords, rule: RuleFor): SharedRecords => ({
  owners: [...new Set([...owners, ...(rule.owners ?? [])])],
  values: rule.criteria ? [...values, rule.criteria] : values,
});
