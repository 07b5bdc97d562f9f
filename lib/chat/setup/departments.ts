import { z } from 'zod';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { idSchema } from '../messages/schemas';
import { requireOperator } from '../operators/find';

export interface Department {
  id: Id;
  name: string;
  /** Users who answer for it; none: every operator. */
  memberIds: Id[];
}

export const departmentSchema = z.object({
  id: idSchema.optional(),
  name: plainLine('a name', 100),
  memberIds: z.array(idSchema).max(200, { error: 'At most 200 people.' }),
});

const FACTS = { setting: 'department' };

/** All departments, by name. @throws forbidden */
export async function listDepartments(ctx: Context): Promise<Department[]> {
  assertOrgRight(ctx, 'manageChat');
  return inOrg(ctx.orgId, (tx) =>
    tx.sql<Department[]>`
      select id, name, member_ids as "memberIds" from chat_departments
      where org_id = ${tx.orgId} order by lower(name)`.execute(),
  );
}

/** Adds a department, or changes the one whose `id` is given. @throws forbidden; not_found; invalid; conflict when the name is taken */
export async function saveDepartment(ctx: Context, input: z.input<typeof departmentSchema>): Promise<{ id: Id }> {
  const { id: given, name, memberIds } = readInput(departmentSchema, input);
  const action = given ? 'chat_setup.update' : 'chat_setup.create';
  return mutate(ctx, { action, ...(given && { subjectId: given }) }, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const id = given ?? newId();
    for (const userId of memberIds) await requireOperator(tx, userId);
    const members = JSON.stringify([...new Set(memberIds)]);
    const saved = given
      ? await tx.sql`
          update chat_departments set name = ${name}, member_ids = ${members}::jsonb
          where org_id = ${tx.orgId} and id = ${id} returning 1`
      : await tx.sql`
          insert into chat_departments (org_id, id, name, member_ids)
          values (${tx.orgId}, ${id}, ${name}, ${members}::jsonb) returning 1`;
    if (saved.length === 0) throw notFound('The department');
    const facts = { ...FACTS, name, members: memberIds.length };
    return { value: { id }, entries: [{ action, subjectId: id, facts }] };
  });
}

/** Removes a department; its conversations stay, with none. @throws forbidden; not_found */
export async function deleteDepartment(ctx: Context, { id }: { id: Id }): Promise<void> {
  const action = 'chat_setup.delete';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const [gone] = await tx.sql<{ name: string }[]>`
      delete from chat_departments where org_id = ${tx.orgId} and id = ${id} returning name`;
    if (!gone) throw notFound('The department');
    return { value: undefined, entries: [{ action, subjectId: id, facts: { ...FACTS, name: gone.name } }] };
  });
}
