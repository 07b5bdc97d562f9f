import { visibleRecords } from '@/lib/crm/modules/visibility';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { checkedShares } from './checked-rule';
import { peopleOf } from './parties';
import { type PreviewRule, previewRuleSchema } from './schemas';

export interface RulePreview {
  /** At most 10,001: there are more. */
  records: number;
  /** Whose they are; null where the rule goes by a value. */
  owners: number | null;
  /** Active people with whom they are shared. */
  people: number;
  /** The rule changes nothing: everybody sees and changes the module's records as it is. */
  isOpen: boolean;
}

const MOST_COUNTED = 10_000;

/** What a rule would share, in numbers. @throws forbidden; invalid */
export async function previewRule(ctx: Context, input: PreviewRule): Promise<RulePreview> {
  const shares = readInput(previewRuleSchema, input);
  return readInOrg(ctx.orgId, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const { module, from, criteria, to } = await checkedShares(tx, ctx, shares);
    const owners = from ? await peopleOf(tx, from) : [];
    const part = { owners: [], values: criteria ? [criteria] : [] };
    // As somebody would see them who sees these alone.
    const reach: Context = { ...ctx, ownerIds: owners, shared: { [module.id]: { seen: part, changed: part } } };
    const [[counted], people] = await Promise.all([
      tx.sql<[{ records: number }]>`
        select count(*)::int as records from (
          select from records where ${visibleRecords(tx, reach, { ...module, sharing: 'private' })} limit ${MOST_COUNTED + 1}) r`,
      peopleOf(tx, to),
    ]);
    const [active] = await tx.sql<[{ people: number }]>`
      select count(*)::int as people from users where org_id = ${tx.orgId} and active and id = any(${people}::bigint[])`;
    return {
      records: counted.records,
      owners: from ? owners.length : null,
      people: active.people,
      isOpen: module.sharing === 'public_read_write',
    };
  });
}
