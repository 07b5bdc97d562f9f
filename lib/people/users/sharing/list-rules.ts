import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Choice, choiceOf, foreignOnes, type ModuleChoice, rolesInOrder, waitingChanges } from './choices';
import { inWords, type Names, type Party, readNames } from './parties';
import { type Rule, readGroups, readRules } from './stored';
import { criteriaInWords, fieldOf } from './words';

export interface RuleDto {
  id: Id;
  name: string;
  module: string;
  plural: string;
  from: Party | null;
  /** The field by its API name; `''` where the rule's field may not be gone by any more. */
  criteria: { field: string; values: readonly string[] } | null;
  to: Party;
  access: Rule['access'];
  /** "records owned by the role Nurses", "records where Status is Open". */
  which: string;
  /** "the group Front desk". */
  whom: string;
  /** `open`: the module's records are open to everybody to the same extent as it is. */
  state: 'in_force' | 'open' | 'suspended' | 'changed';
}

export interface RulesDto {
  rules: RuleDto[];
  modules: ModuleChoice[];
  roles: Choice[];
  groups: Choice[];
  /** Changes that wait for a second person, in words. */
  waiting: string[];
}

/** All sharing rules by name, and what they can be made of. @throws forbidden */
export async function listRules(ctx: Context): Promise<RulesDto> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(ctx.orgId, async (tx) => {
    const { modules } = await metadataFor(tx, ctx);
    const names = await readNames(tx);
    const foreign = await foreignOnes(tx);
    const rules = (await readRules(tx)).flatMap((rule) => {
      const module = modules.find(({ id }) => id === rule.moduleId);
      return module ? [asDto(rule, module, { names, foreign })] : [];
    });
    const groups = (await readGroups(tx)).map(({ id, name }) => ({ value: id, label: name }));
    const [roles, waiting] = [await rolesInOrder(tx), await waitingChanges(tx)];
    return { rules, modules: modules.map(choiceOf), roles, groups, waiting };
  });
}

interface About {
  names: Names;
  foreign: ReadonlySet<Id>;
}

function asDto(
  { id, name, from, criteria, to, access }: Rule,
  module: ModuleDefinition,
  { names, foreign }: About,
): RuleDto {
  const field = criteria ? fieldOf(module, criteria) : undefined;
  const named = [id, ...[from, to].flatMap((one) => (one?.kind === 'group' ? [one.id] : []))];
  return {
    id,
    name,
    module: module.apiName,
    plural: module.plural,
    from,
    criteria: criteria && { field: field?.apiName ?? '', values: criteria.values },
    to,
    access,
    which: criteria
      ? `records where ${criteriaInWords(module, criteria)}`
      : `records owned by ${from ? inWords(names, from) : 'nobody'}`,
    whom: inWords(names, to),
    state: stateOf(module, access, {
      isForeign: named.some((one) => foreign.has(one)),
      isSuspended: criteria !== null && field === undefined,
    }),
  };
}

function stateOf(
  { sharing }: ModuleDefinition,
  access: Rule['access'],
  { isForeign, isSuspended }: { isForeign: boolean; isSuspended: boolean },
): RuleDto['state'] {
  if (isForeign) return 'changed';
  if (isSuspended) return 'suspended';
  const isOpen = sharing === 'public_read_write' || (sharing === 'public_read' && access === 'read');
  return isOpen ? 'open' : 'in_force';
}
