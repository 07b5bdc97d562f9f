import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import type { Door } from '@/lib/protection/compliance/doors';
import { withBudget } from '@/lib/protection/disclose/budget';
import { mutate } from '@/lib/protection/mutate';
import { changesOf, type Message } from './changes';
import { findConversation } from './find';
import { noteLeft } from './note-left';

/**
 * What was said, as plain text for a person to keep; hidden parts stay tokens for whoever sees tokens, and files are
 * named, not included. The event comes first.
 * @throws not_found; forbidden until it is opened
 */
export async function transcriptOf(ctx: Context, { conversationId }: { conversationId: Id }): Promise<string> {
  const door: Door = ctx.actor.kind === 'visitor' ? 'visitor' : ctx.actor.kind === 'client' ? 'api' : 'screen';
  const attempt = { action: 'conversation.export', subjectId: conversationId, door } as const;
  return withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      const conversation = await findConversation(tx, conversationId);
      const messages: Message[] = [];
      for (let since = 0, more = true; more; ) {
        const page = await changesOf(tx, ctx, conversation, since);
        messages.push(...page.messages);
        since = page.seq;
        more = page.more;
      }
      const lines = messages.sort((a, b) => a.seq - b.seq).map(toLine);
      await noteLeft(tx, ctx, { exit: 'transcript', fields: [], conversationId });
      const facts = { visitId: conversation.visitId, messages: lines.length };
      // An operator's own was counted when they opened it.
      const spent = ctx.actor.kind === 'client' ? await spend(tx, 'bulk', 1) : [];
      return { value: `${lines.join('\n')}\n`, entries: [{ ...attempt, facts }, ...spent] };
    }),
  );
}

function toLine({ at, kind, author, text, file, event }: Message): string {
  const when = `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
  if (event) return `${when}  · ${EVENT_WORDS[event](text)}`;
  const who = kind === 'visitor' ? 'Visitor' : (author?.name ?? 'Operator');
  const said = [text, ...(file ? [`[file: ${file.name}]`] : [])].filter(Boolean).join(' ');
  return `${when}  ${who}${kind === 'note' ? ' (note)' : ''}: ${said.replaceAll('\n', '\n    ')}`;
}

const EVENT_WORDS: Record<NonNullable<Message['event']>, (text: string) => string> = {
  picked_up: (name) => `${name} joined the conversation`,
  transferred: (name) => `${name} took the conversation over`,
  joined: (name) => `${name} joined the conversation`,
  left: (name) => `${name} left the conversation`,
  closed: () => 'The conversation ended',
};
