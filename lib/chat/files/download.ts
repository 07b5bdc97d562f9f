import type { Readable } from 'node:stream';
import type { Context } from '@/lib/platform/context';
import type { FileState } from '@/lib/platform/db/schema/chat';
import { forbidden, notFound } from '@/lib/platform/errors';
import { readSealedFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { assertMayRead, openChatFile, openChatFileNames } from '@/lib/protection/disclose/conversations';
import { mutate } from '@/lib/protection/mutate';
import { findConversation } from '../conversations/find';
import { noteLeft } from '../conversations/note-left';
import { maskedFileName } from '../mask';
import { hiddenTextsIn, seesHidden } from '../sight';

export interface ChatDownload {
  name: string;
  sizeBytes: number;
  stream: Readable;
}

interface FileRow {
  id: Id;
  sealedName: Buffer;
  sizeBytes: number;
  state: FileState;
}

/**
 * Opens a conversation's file for download; the event is committed before the first byte is opened.
 * @throws not_found; forbidden until the conversation is opened, and for what is quarantined
 */
export async function downloadChatFile(
  ctx: Context,
  { conversationId, fileId }: { conversationId: Id; fileId: Id },
): Promise<ChatDownload> {
  const attempt = {
    action: 'conversation.download',
    subjectId: conversationId,
    door: ctx.actor.kind === 'visitor' ? 'visitor' : 'screen',
    facts: { fileId },
  } as const;
  const file = await mutate(ctx, attempt, async (tx) => {
    const conversation = await findConversation(tx, conversationId);
    await assertMayRead(tx, ctx, conversation);
    const [row] = await tx.sql<FileRow[]>`
      select id, sealed_name as "sealedName", size_bytes as "sizeBytes", state from chat_files
      where org_id = ${tx.orgId} and id = ${fileId} and conversation_id = ${conversationId}`;
    if (!row) throw notFound('The file');
    if (row.state !== 'clean') {
      throw forbidden('A virus was found in this file. It is kept locked away and cannot be downloaded.', {
        reason: 'QUARANTINED',
      });
    }
    const [opened] = await openChatFileNames(tx, ctx, conversation, [row]);
    const whole = opened ?? 'file';
    const name = seesHidden(ctx, conversation) ? whole : maskedFileName(whole, hiddenTextsIn(conversation));
    await noteLeft(tx, ctx, { exit: 'download', fields: ['$files'], conversationId, subjectId: fileId });
    const facts = { ...attempt.facts, visitId: conversation.visitId };
    return { value: { name, sizeBytes: row.sizeBytes, keys: conversation.keys }, entries: [{ ...attempt, facts }] };
  });
  const { keys, name, sizeBytes } = file;
  const source = await readSealedFile({ orgId: ctx.orgId, fileId });
  return { name, sizeBytes, stream: openChatFile(keys, ctx.orgId, fileId, source) };
}
