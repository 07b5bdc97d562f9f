/**
 * Which modules stand in the bar of a profile's holders, and in which order. It is no right: who may view a module that is left
 * out finds it by the palette, by links and by search.
 */
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { lockProfile } from '../find';
import {
  type Arrangement,
  arranged,
  checked,
  isSame,
  type ModuleArrangement,
  moduleArrangementSchema,
  type Placed,
} from './arrange';

const idOf = ({ id }: ModuleDefinition): string => id;

/** How the profile of the asker arranges the modules; null where nobody did. */
export async function ownModuleOrder(tx: Tx, ctx: Context): Promise<Arrangement | null> {
  const [row] = await tx.sql<{ modules: Arrangement }[]>`
    select a.modules from users u
    join module_arrangements a on a.org_id = u.org_id and a.profile_id = u.profile_id
    where u.org_id = ${tx.orgId} and u.id = ${ctx.actor.id}`;
  return row?.modules ?? null;
}

/** The modules that somebody may view, in their order, and whether each stands in the bar. Pure. */
export const viewableModules = (
  { rights }: Context,
  modules: readonly ModuleDefinition[],
  order: Arrangement | null,
): Placed<ModuleDefinition>[] =>
  arranged(
    modules.filter(({ apiName }) => canInModule(rights, apiName, 'view')),
    idOf,
    order,
  );

/** Every module in the order of a profile, for whoever arranges it. @throws forbidden; not_found */
export async function listModuleOrder(ctx: Context, profileId: string): Promise<Placed<ModuleDefinition>[]> {
  assertOrgRight(ctx, 'manageUsers');
  if (!isId(profileId)) throw notFound('The profile');
  return inOrg(ctx.orgId, async (tx) => {
    const { modules } = await metadataOf(tx);
    return arranged(modules, idOf, await keptFor(tx, profileId));
  });
}

/** Arranges the modules for a profile, a standard one too. @throws forbidden; not_found; invalid for an unknown module */
export async function arrangeModules(ctx: Context, input: ModuleArrangement): Promise<void> {
  const { id, modules: given } = readInput(moduleArrangementSchema, input);
  const action = 'profile.arrange_modules';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const { name } = await lockProfile(tx, id);
    const before = await keptFor(tx, id);
    const known = new Map((await metadataOf(tx)).modules.map((module) => [idOf(module), module.apiName]));
    const modules = checked(given, new Set(known.keys()), null);
    if (isSame(before, modules)) return unchanged();
    await tx.sql`
      insert into module_arrangements (org_id, profile_id, modules)
      values (${tx.orgId}, ${id}, ${JSON.stringify(modules)}::text::jsonb)
      on conflict (org_id, profile_id) do update set modules = excluded.modules`;
    const hidden = modules.filter(({ shown }) => !shown).map(({ key }) => known.get(key) ?? key);
    return { value: undefined, entries: [{ action, subjectId: id, facts: { name, hidden } }] };
  });
}

async function keptFor(tx: Tx, profileId: Id): Promise<Arrangement | null> {
  const [row] = await tx.sql<{ modules: Arrangement }[]>`
    select modules from module_arrangements where org_id = ${tx.orgId} and profile_id = ${profileId}`;
  return row?.modules ?? null;
}
