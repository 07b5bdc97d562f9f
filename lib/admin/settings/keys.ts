import { hasMark } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export interface KeysOverview {
  keys: { id: Id; provider: string; createdAt: string; retiredAt: string | null }[];
  /** Modules with sealed fields: how many fields, and whether any record holds sealed values. */
  coverage: { module: string; plural: string; sealed: number; marked: number; inUse: boolean }[];
}

/** The org's data keys and what they seal. Never key material. @throws forbidden */
export function getKeysOverview(ctx: Context): Promise<KeysOverview> {
  return inOrg(ctx.orgId, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    const { modules } = await metadataOf(tx);
    const keys = await tx.sql<{ id: Id; provider: string; created_at: string; retired_at: string | null }[]>`
      select id, provider, created_at, retired_at from data_keys where org_id = ${tx.orgId} order by id`;
    const used = await tx.sql<{ id: Id }[]>`
      select m.id from modules m where m.org_id = ${tx.orgId} and exists (
        select from records r where r.org_id = m.org_id and r.module_id = m.id and r.sealed is not null)`;
    const protectedModules = modules.filter((module) => module.fields.some((field) => field.sealed || field.marked));
    return {
      keys: keys.map(({ id, provider, created_at, retired_at }) => ({
        id,
        provider,
        createdAt: new Date(created_at).toISOString(),
        retiredAt: retired_at && new Date(retired_at).toISOString(),
      })),
      coverage: protectedModules.map((module) => ({
        module: module.apiName,
        plural: module.plural,
        sealed: module.fields.filter((field) => field.sealed).length,
        marked: module.fields.filter(hasMark).length,
        inUse: used.some(({ id }) => id === module.id),
      })),
    };
  });
}
