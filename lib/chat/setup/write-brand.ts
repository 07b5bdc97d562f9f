import { z } from 'zod';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { type BrandSettings, brandSettingsSchema } from './brand-schema';
import { findBrand } from './brands';

const brandSchema = z.object({ name: plainLine('a name', 100), settings: brandSettingsSchema });

export interface BrandInput {
  name: string;
  settings: BrandSettings;
}

/** Adds a brand: a widget with a look and sites of its own. @throws forbidden; invalid; conflict when the name is taken. */
export async function createBrand(ctx: Context, input: BrandInput): Promise<{ id: Id }> {
  const brand = readInput(brandSchema, input);
  const action = 'chat_setup.create';
  return mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const id = newId();
    await tx.sql`
      insert into chat_brands (org_id, id, name, settings, created_at, modified_at)
      values (${tx.orgId}, ${id}, ${brand.name}, ${JSON.stringify(brand.settings)}::jsonb, now(), now())`;
    const entry = { action, subjectId: id, facts: { setting: 'brand', name: brand.name } } as const;
    return { value: { id }, entries: [entry] };
  });
}

/** Changes a brand; in force when a widget is next opened. @throws forbidden; not_found; invalid; conflict */
export async function updateBrand(ctx: Context, input: BrandInput & { id: Id }): Promise<void> {
  const brand = readInput(brandSchema, input);
  const action = 'chat_setup.update';
  await mutate(ctx, { action, subjectId: input.id }, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const before = await findBrand(tx, input.id);
    const keys = Object.keys(brand.settings) as (keyof BrandSettings)[];
    const fields = keys.filter((key) => JSON.stringify(brand.settings[key]) !== JSON.stringify(before.settings[key]));
    const named = brand.name === before.name ? fields : ['name', ...fields];
    if (named.length === 0) return unchanged();
    await tx.sql`
      update chat_brands set name = ${brand.name}, settings = ${JSON.stringify(brand.settings)}::jsonb, modified_at = now()
      where org_id = ${tx.orgId} and id = ${input.id}`;
    const facts = { setting: 'brand', name: brand.name };
    return { value: undefined, entries: [{ action, subjectId: input.id, fields: named, facts }] };
  });
}

/** Removes a brand; its conversations stay. @throws forbidden; not_found */
export async function deleteBrand(ctx: Context, { id }: { id: Id }): Promise<void> {
  const action = 'chat_setup.delete';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const [gone] = await tx.sql<{ name: string }[]>`
      delete from chat_brands where org_id = ${tx.orgId} and id = ${id} returning name`;
    if (!gone) throw notFound('The brand');
    const facts = { setting: 'brand', name: gone.name };
    return { value: undefined, entries: [{ action, subjectId: id, facts }] };
  });
}
