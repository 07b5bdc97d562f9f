import type { ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { hiddenIn, seenBy } from '@/lib/crm/modules/seen';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { waitingAbout } from '@/lib/people/approvals/waiting-about';
import { revealRests } from '@/lib/people/auth/reveal-rests';
import { countingRules, type RuleFor, type RulesFor } from '@/lib/people/auth/shared-records';
import {
  canInModule,
  canInOrg,
  fieldRightIn,
  MODULE_RIGHTS,
  type ModuleRight,
  type OrgRight,
  type ProfileRights,
} from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { forbidden, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { criteriaInWords, fieldOf } from '../sharing/words';
import { inWords } from '../sign-in-limits';
import { accessTo, type FieldAccess } from './explain';
import { inPeople, type Place, type SharedBy, sightIn } from './sight';

/** Whoever has one of these sees what others can see; everybody sees it of themself. */
export const SEES_ACCESS: readonly OrgRight[] = SECOND_PERSONS;

export interface AccessOfField extends FieldAccess {
  id: Id;
  label: string;
  marked: boolean;
}

export interface AccessInModule {
  apiName: string;
  plural: string;
  rights: readonly ModuleRight[];
  /** Where the profile says so. */
  from: 'own' | 'every';
  /** Whose records; null where the profile may not view the module. */
  sight: string | null;
  fields: AccessOfField[];
  /** How many fields the profile hides from whoever asks, of themself: these are not named. */
  notNamed: number;
}

export interface AccessOfPerson {
  id: Id;
  name: string;
  active: boolean;
  profile: { id: Id; name: string };
  role: string;
  /** In the whole organisation, as in force. */
  org: readonly OrgRight[];
  /** The right to reveal, which the profile grants, rests. */
  rests: boolean;
  /** From where and when they may be signed in, in words. */
  signIn: string;
  /** What waits for a second person that is about them or their profile, in words. */
  waiting: string[];
  /** Programs that act for them. */
  programs: number;
  modules: AccessInModule[];
  isSelf: boolean;
}

/**
 * What a person can see and change, and why: by module, field and door. The same few statements whatever the number of
 * people and fields. Whoever asks of themself is not told the names of fields that their profile hides.
 * @throws forbidden of others without the right to confirm; not_found
 */
export async function accessOfPerson(ctx: Context, id: string): Promise<AccessOfPerson> {
  const isSelf = id === ctx.actor.id;
  const { row, whole, waiting } = await readInOrg(ctx.orgId, async (tx) => {
    if (!isSelf && !SEES_ACCESS.some((right) => canInOrg(ctx.rights, right)))
      throw forbidden('Your profile may not see what others can see.');
    const found = isId(id) ? await readHolder(tx, id) : undefined;
    if (!found) throw notFound('The user');
    const [about, waits] = await Promise.all([metadataOf(tx), waitingAbout(tx, [found.id, found.profileId])]);
    return { row: found, whole: about, waiting: waits };
  });
  const metadata = isSelf ? seenBy(whole, row.rights) : whole;
  const { profileId, profile, rights, top, below, sharing, ...person } = row;
  const rules = await countingRules(ctx.orgId, sharing);
  return {
    ...person,
    profile: { id: profileId, name: profile },
    org: rights.org,
    signIn: inWords(rights.signIn),
    waiting,
    isSelf,
    modules: metadata.modules.map((module) => inModule(module, metadata, row, rules)),
  };
}

interface HolderRow extends Place {
  id: Id;
  name: string;
  active: boolean;
  profileId: Id;
  profile: string;
  rights: ProfileRights;
  rests: boolean;
  programs: number;
  sharing: RulesFor;
}

async function readHolder(tx: Tx, id: Id): Promise<HolderRow | undefined> {
  const [row] = await tx.sql<HolderRow[]>`
    select u.id, u.name, u.active, p.id as "profileId", p.name as profile,
      app.effective_rights(p.rights, u.phi_suspended) as rights, ${revealRests(tx.sql)} as rests,
      r.name as role, r.parent_id is null as top, app.sharing_of(u.org_id, u.id) as sharing,
      (select count(*)::int from roles b join users o on o.org_id = b.org_id and o.role_id = b.id
        where b.org_id = r.org_id and starts_with(b.path, r.path) and b.id <> r.id) as below,
      (select count(*)::int from api_clients c
        where c.org_id = u.org_id and c.owner_id = u.id and c.revoked_at is null and c.accepted_at is not null) as programs
    from users u
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    join roles r on r.org_id = u.org_id and r.id = u.role_id
    where u.org_id = ${tx.orgId} and u.id = ${id}`;
  return row;
}

function inModule(
  module: ModuleDefinition,
  { compliance }: OrgMetadata,
  holder: HolderRow,
  rules: readonly RuleFor[],
): AccessInModule {
  const { apiName, plural, sharing } = module;
  const { rights } = holder;
  return {
    apiName,
    plural,
    rights: MODULE_RIGHTS.filter((right) => canInModule(rights, apiName, right)),
    from: rights.modules[apiName] ? 'own' : 'every',
    sight: canInModule(rights, apiName, 'view') ? sightIn(sharing, holder, sharedIn(module, holder, rules)) : null,
    fields: module.fields.map((field) => ({
      id: field.id,
      label: field.label,
      marked: field.marked,
      ...accessTo(module, field, holder, compliance),
    })),
    notNamed: hiddenIn(module).length,
  };
}

/** What the rules of a module add: none by a field that is protected, or that the profile hides. */
function sharedIn(module: ModuleDefinition, { rights }: HolderRow, rules: readonly RuleFor[]): SharedBy[] {
  return rules
    .filter(({ moduleId }) => moduleId === module.id)
    .flatMap(({ name, access, owners, criteria }) => {
      if (!criteria) return [{ rule: name, access, which: `records owned by ${inPeople(owners?.length ?? 0)}` }];
      const field = fieldOf(module, criteria);
      if (!field || fieldRightIn(rights.fields, field.id) === 'hidden') return [];
      return [{ rule: name, access, which: `records where ${criteriaInWords(module, criteria)}` }];
    });
}
