import { z } from 'zod';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { idSchema, messageText } from '../messages/schemas';

export const cannedResponseSchema = z.object({
  id: idSchema.optional(),
  shortName: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,49}$/u, { error: 'Use letters, digits, - and _, at most 50.' }),
  text: messageText,
});

const FACTS = { setting: 'canned response' };

/** Adds a canned response, or changes the one whose `id` is given. @throws forbidden; not_found; invalid; conflict when the short name is taken */
export async function saveCannedResponse(
  ctx: Context,
  input: z.input<typeof cannedResponseSchema>,
): Promise<{ id: Id }> {
  const { id: given, shortName, text } = readInput(cannedResponseSchema, input);
  const action = given ? 'chat_setup.update' : 'chat_setup.create';
  return mutate(ctx, { action, ...(given && { subjectId: given }) }, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const id = given ?? newId();
    const saved = given
      ? await tx.sql`
          update chat_canned_responses set short_name = ${shortName}, text = ${text}
          where org_id = ${tx.orgId} and id = ${id} returning 1`
      : await tx.sql`
          insert into chat_canned_responses (org_id, id, short_name, text)
          values (${tx.orgId}, ${id}, ${shortName}, ${text}) returning 1`;
    if (saved.length === 0) throw notFound('The canned response');
    return { value: { id }, entries: [{ action, subjectId: id, facts: { ...FACTS, name: shortName } }] };
  });
}

/** @throws forbidden; not_found */
export async function deleteCannedResponse(ctx: Context, { id }: { id: Id }): Promise<void> {
  const action = 'chat_setup.delete';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const [gone] = await tx.sql<{ name: string }[]>`
      delete from chat_canned_responses where org_id = ${tx.orgId} and id = ${id} returning short_name as name`;
    if (!gone) throw notFound('The canned response');
    return { value: undefined, entries: [{ action, subjectId: id, facts: { ...FACTS, name: gone.name } }] };
  });
}
