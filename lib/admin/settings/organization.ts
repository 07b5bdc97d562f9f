import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { type Organization, organizationSchema } from './schemas';

/** @throws forbidden */
export async function getOrganization(ctx: Context): Promise<Organization> {
  assertOrgRight(ctx, 'manageUsers');
  const { orgName } = await inOrg(ctx.orgId, metadataOf);
  return { name: orgName };
}

/** Renames the organisation. @throws forbidden; invalid with the field. */
export async function updateOrganization(ctx: Context, input: Organization): Promise<void> {
  const { name } = readInput(organizationSchema, input);
  const action = 'settings.update';
  await mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const [before] = await tx.sql<[{ name: string }]>`
      select name from orgs where org_id = ${tx.orgId} for no key update`;
    if (before.name === name) return unchanged();
    // The name is part of the org's metadata, which every process keeps by its version.
    await tx.sql`update orgs set name = ${name}, meta_version = meta_version + 1 where org_id = ${tx.orgId}`;
    const facts = { setting: 'organization', old: before.name, new: name };
    return { value: undefined, entries: [{ action, fields: ['name'], facts }] };
  });
}
