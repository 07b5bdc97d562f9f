import { z } from 'zod';
import type { Context } from '@/lib/platform/context';
import { internal, invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { openVisitor } from '@/lib/protection/disclose/conversations';
import { mutate, recordedOr, unchanged } from '@/lib/protection/mutate';
import { ENVELOPE_NAMES, fromEnvelope, hiddenOf } from '../details';
import { tell } from '../live/tell';
import { idSchema } from '../messages/schemas';
import { sealDetails } from '../seal';
import { customProblems, declaredFields } from '../setup/custom-fields';
import { findConversation } from './find';
import { customSchema } from './schemas';

export const setCustomSchema = z.object({ conversationId: idSchema, custom: customSchema });

/**
 * What the site's script says of its visitor while they chat; an empty text removes a field. Of declared fields the
 * change is an event that names them; of others it is none (seed 2).
 * @throws not_found; invalid for a value of the wrong type or too long
 */
export async function setCustomFields(ctx: Context, input: z.input<typeof setCustomSchema>): Promise<void> {
  if (ctx.actor.kind !== 'visitor') throw internal('Only the visitor’s site sets custom fields.');
  const { conversationId, custom } = readInput(setCustomSchema, input);
  const attempt = { action: 'visitor.update', subjectId: conversationId, door: 'visitor' } as const;
  await mutate(ctx, attempt, async (tx) => {
    const conversation = await findConversation(tx, conversationId, { lock: true });
    const values = await openVisitor(tx, ctx, conversation, ENVELOPE_NAMES);
    const before = fromEnvelope(values);
    const declared = await declaredFields(tx);
    const problems = customProblems(declared, custom);
    if (Object.keys(problems).length > 0) throw invalid('Some custom fields are not right.', { fields: problems });
    const changed = Object.keys(custom).filter((name) => (before.custom[name] ?? '') !== custom[name]);
    if (changed.length === 0) return unchanged();
    const merged = Object.entries({ ...before.custom, ...custom }).filter(([, value]) => value !== '');
    const after = { ...before, custom: Object.fromEntries(merged) };
    const sealed = sealDetails(conversation, after, hiddenOf(values));
    const writes = [
      tx.sql`
        update chat_conversations set sealed = ${sealed}, seal_version = ${conversation.sealVersion + 1}
        where org_id = ${tx.orgId} and id = ${conversationId}`.execute(),
      tell(tx, { kind: 'changed', conversationId, seq: conversation.seq }),
    ];
    const audited = declared.map(({ name }) => name).filter((name) => changed.includes(name));
    const facts = { visitId: conversation.visitId, by: 'site' };
    const entries = audited.length > 0 ? [{ ...attempt, fields: audited, facts }] : [];
    return recordedOr('undeclared_field', undefined, entries, writes);
  });
}
