import { findField, getModule } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { canInOrg, type ProfileRights } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Sharing } from '@/lib/platform/db/schema/modules';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readRules } from '../sharing/stored';
import { accessTo, type FieldAccess } from './explain';
import { SEES_ACCESS } from './of-person';

/** People of one profile who can see the same of a field. */
export interface AccessOfGroup extends FieldAccess {
  profile: { id: Id; name: string };
  /** Their right to reveal, which the profile grants, rests. */
  rests: boolean;
  people: number;
  /** The first of them by name, at most 20. */
  some: { id: Id; name: string }[];
}

export interface AccessToField {
  /** `rules`: names of the sharing rules that share further records of it. */
  module: { apiName: string; plural: string; sharing: Sharing; rules: string[] };
  field: { label: string; apiName: string; marked: boolean; sealed: boolean };
  groups: AccessOfGroup[];
}

const SHOWN = 20;

/**
 * Who can see and change a field, by which door, and why: active people by their profile. The same few statements whatever
 * the number of people.
 * @throws forbidden without the right to confirm what others may; not_found
 */
export function accessToField(ctx: Context, { module: apiName, field: name }: { module: string; field: string }) {
  return readInOrg(ctx.orgId, async (tx): Promise<AccessToField> => {
    if (!SEES_ACCESS.some((right) => canInOrg(ctx.rights, right)))
      throw forbidden('Your profile may not see what others can see.');
    const { compliance, ...metadata } = await metadataOf(tx);
    const module = getModule({ compliance, ...metadata }, apiName);
    const field = findField(module, name);
    if (!field) throw notFound('The field');
    const [groups, rules] = await Promise.all([readGroups(tx), readRules(tx)]);
    const ofModule = rules.filter(({ moduleId }) => moduleId === module.id).map(({ name }) => name);
    return {
      module: { apiName: module.apiName, plural: module.plural, sharing: module.sharing, rules: ofModule },
      field: { label: field.label, apiName: field.apiName, marked: field.marked, sealed: field.sealed },
      groups: groups.map(({ rights, ...group }) => ({
        ...group,
        ...accessTo(module, field, { rights, rests: group.rests }, compliance),
      })),
    };
  });
}

type GroupRow = Omit<AccessOfGroup, keyof FieldAccess> & { rights: ProfileRights };

const readGroups = (tx: Tx): Promise<GroupRow[]> =>
  tx.sql<GroupRow[]>`
    select jsonb_build_object('id', p.id::text, 'name', p.name) as profile,
      app.effective_rights(p.rights, g.rests) as rights, g.rests, g.people, g.some
    from profiles p
    join (
      select u.profile_id, u.phi_suspended and r.reveals as rests, count(*)::int as people,
        to_jsonb((array_agg(jsonb_build_object('id', u.id::text, 'name', u.name) order by lower(u.name), u.id))[1:${SHOWN}::int]) as some
      from users u
      join (select id, rights -> 'org' ? 'revealPhi' as reveals from profiles where org_id = ${tx.orgId}) r on r.id = u.profile_id
      where u.org_id = ${tx.orgId} and u.active group by 1, 2) g on g.profile_id = p.id
    where p.org_id = ${tx.orgId} order by lower(p.name), g.rests`.then((rows) => [...rows]);
