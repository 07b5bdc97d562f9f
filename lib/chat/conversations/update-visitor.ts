import type { Context } from '@/lib/platform/context';
import { invalid } from '@/lib/platform/errors';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import type { Door } from '@/lib/protection/compliance/doors';
import { openVisitor } from '@/lib/protection/disclose/conversations';
import { mutate, unchanged } from '@/lib/protection/mutate';
import {
  ENVELOPE_NAMES,
  fromEnvelope,
  type HiddenText,
  hiddenOf,
  VISITOR_FIELDS,
  type VisitorDetails,
  type VisitorField,
} from '../details';
import { tell } from '../live/tell';
import { maskedDetails, plainContact, rememberDetails } from '../mask';
import { asReader } from '../programs/as-reader';
import { sealDetails } from '../seal';
import { seesHidden } from '../sight';
import { chatBits, visitorTokens } from '../visitors/tokens';
import { findConversation } from './find';
import { type VisitorChange, visitorChangeSchema } from './schemas';

/**
 * Changes a visitor's name, email or phone; an empty text removes it. The event names which of them and by whom, never
 * a value, old or new (seed: visitor meta). Nothing changed is no event.
 * @param by who gave it: an operator, a program, or the visitor's own site.
 * @throws not_found; forbidden until the conversation is opened; invalid
 */
export async function updateVisitor(
  ctx: Context,
  input: VisitorChange,
  by: 'operator' | 'api' | 'site' = 'operator',
): Promise<void> {
  const { conversationId, ...given } = readInput(visitorChangeSchema, input);
  const door: Door = by === 'api' ? 'api' : by === 'site' ? 'visitor' : 'screen';
  const attempt = { action: 'visitor.update', subjectId: conversationId, door } as const;
  await mutate(ctx, attempt, async (tx) => {
    const conversation = await findConversation(tx, conversationId, { lock: true });
    const open = () => openVisitor(tx, ctx, conversation, ENVELOPE_NAMES);
    // A program changes what it is told nothing of: it need not have read the conversation.
    const values = await (by === 'api' ? asReader(tx, ctx, { conversationId, after: 'leaves' }, open) : open());
    const before = fromEnvelope(values);
    const hidden = hiddenOf(values);
    const fields = VISITOR_FIELDS.filter((name) => given[name] !== undefined && given[name] !== (before[name] ?? ''));
    if (fields.length === 0) return unchanged();
    if (!seesHidden(ctx, conversation)) assertNoMask(before, given, fields, hidden);
    const after = { ...before, ...Object.fromEntries(fields.map((name) => [name, given[name] ?? ''])) };
    const keys = await keysOf(tx);
    const changed = fields as readonly string[];
    await tx.sql`
      delete from chat_tokens
      where org_id = ${tx.orgId} and conversation_id = ${conversationId} and field = any (${changed as string[]})`;
    const bits = await chatBits(tx, 'visitor');
    const tokens = visitorTokens(keys, plainContact(after, rememberDetails(after, hidden)), bits).filter(({ field }) =>
      changed.includes(field),
    );
    const writes = [
      tx.sql`
        update chat_conversations
        set sealed = ${sealDetails(conversation, after, hidden)}, seal_version = ${conversation.sealVersion + 1}
        where org_id = ${tx.orgId} and id = ${conversationId}`.execute(),
      ...tokens.map(({ field, token }) =>
        tx.sql`
          insert into chat_tokens (org_id, field, token, conversation_id)
          values (${tx.orgId}, ${field}, ${token}, ${conversationId})`.execute(),
      ),
      tell(tx, { kind: 'changed', conversationId, seq: conversation.seq }),
    ];
    const facts = { visitId: conversation.visitId, by };
    return { value: undefined, writes, entries: [{ ...attempt, fields, facts }] };
  });
}

const TOKEN = /\[[A-Z ]+\]/g;

/** A mask is never saved in the place of what it stands for. @throws invalid */
function assertNoMask(
  before: VisitorDetails,
  given: Partial<Record<VisitorField, string>>,
  fields: readonly VisitorField[],
  hidden: readonly HiddenText[],
): void {
  const shown = maskedDetails(before, hidden);
  const masks = fields.filter((name) => {
    if (shown[name] === before[name]) return false;
    const tokens = shown[name]?.match(TOKEN) ?? [];
    return tokens.some((token) => given[name]?.includes(token));
  });
  if (masks.length === 0) return;
  const why = 'This holds a mask. Reveal the details first, or write it anew.';
  throw invalid(why, { fields: Object.fromEntries(masks.map((name) => [name, why])) });
}
