/** Files in a conversation: always sealed, name and bytes, under the conversation's own key. */
import type { Context } from '@/lib/platform/context';
import { sealText } from '@/lib/platform/crypto/detail-cipher';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { removeFile } from '@/lib/platform/files/store';
import { type ArrivingFile, storeFile } from '@/lib/platform/files/store-file';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mayBeScannedOutside } from '@/lib/protection/agreements/scanner';
import { assertMayRead, chatFileNameContext } from '@/lib/protection/disclose/conversations';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { findConversation, type OpenableConversation } from '../conversations/find';
import { addMessage } from '../messages/add';
import { newMessageSchema } from '../messages/schemas';
import { assertMayWrite, findSent, type SentMessage } from '../messages/send';
import { chatSettings } from '../setup/settings';

const newFileSchema = newMessageSchema.pick({ conversationId: true, clientId: true });

export interface NewChatFile extends ArrivingFile {
  conversationId: Id;
  /** Made by who sends: sent again, it is the same message. */
  clientId: string;
}

export interface SentFile extends SentMessage {
  fileId: Id;
}

/**
 * Puts a file into a conversation, as a message of its own. Bytes are sealed as they arrive, shown to the scanner on the
 * way (if there is one), and in place before file and message are committed together; a crash in between leaves a sealed
 * file without a row, which the nightly job removes.
 * @throws not_found; conflict once it is closed; forbidden; invalid for a kind or size that is not taken; internal when
 * the scanner is away.
 */
export async function attachChatFile(ctx: Context, given: NewChatFile): Promise<SentFile> {
  const { source } = given;
  // Whoever reads it hears of its errors.
  source.on('error', () => {});
  try {
    const { conversationId, clientId } = readInput(newFileSchema, given);
    const attempt = {
      action: 'conversation.attach',
      subjectId: conversationId,
      door: ctx.actor.kind === 'visitor' ? 'visitor' : 'screen',
    } as const;
    // Who may is asked before a byte is written, and again when the row is.
    const begun = await mutate(ctx, attempt, async (tx) => {
      const conversation = await findConversation(tx, conversationId);
      const sent = await assertMayAttach(tx, ctx, conversation, clientId);
      return unchanged({ sent, keys: conversation.keys, settings: await chatSettings(tx) });
    });
    if (begun.sent) return begun.sent;
    const place = { orgId: ctx.orgId, fileId: newId() };
    const file = await storeFile(given, place, begun.keys, {
      fileTypes: begun.settings.fileTypes,
      maxBytes: begun.settings.maxFileMegabytes * 1_000_000,
      mayLeave: () => mayBeScannedOutside(ctx.orgId),
    });
    try {
      const kept = await mutate(ctx, attempt, async (tx) => {
        const conversation = await findConversation(tx, conversationId, { lock: true });
        const sent = await assertMayAttach(tx, ctx, conversation, clientId);
        if (sent) return unchanged(sent);
        const { contentType, sizeBytes, state } = file;
        const added = addMessage(tx, conversation, {
          kind: ctx.actor.kind === 'visitor' ? 'visitor' : 'operator',
          ...(ctx.actor.kind !== 'visitor' && { authorId: ctx.actor.id }),
          clientId,
          text: '',
          fileId: place.fileId,
        });
        const sealedName = sealText('job', file.name, conversation.keys, chatFileNameContext(place.fileId)).toBytes();
        const inserted = tx.sql`
          insert into chat_files (
            org_id, id, conversation_id, sealed_name, content_type, size_bytes, state, scanned_by, from_visitor, created_at)
          values (
            ${tx.orgId}, ${place.fileId}, ${conversationId}, ${sealedName}, ${contentType}, ${sizeBytes}, ${state},
            ${file.scannedBy}, ${ctx.actor.kind === 'visitor'}, now())`.execute();
        const facts = {
          visitId: conversation.visitId,
          fileId: place.fileId,
          sizeBytes,
          contentType,
          ...(state !== 'clean' && { state }),
        };
        return {
          value: { id: added.id, seq: added.seq, at: added.at.toISOString(), fileId: place.fileId },
          writes: [...added.writes, inserted],
          entries: [{ ...attempt, facts }],
        };
      });
      // Sent twice at the same time: one is kept.
      if (kept.fileId !== place.fileId) await removeFile(place);
      return kept;
    } catch (error) {
      await removeFile(place);
      throw error;
    }
  } finally {
    source.destroy();
  }
}

/** @returns what was sent under this `clientId` already. */
async function assertMayAttach(
  tx: Tx,
  ctx: Context,
  conversation: OpenableConversation,
  clientId: string,
): Promise<SentFile | null> {
  await assertMayRead(tx, ctx, conversation);
  const sent = await findSent(tx, conversation.id, clientId);
  if (!sent) {
    await assertMayWrite(tx, ctx, conversation, false);
    return null;
  }
  const [row] = await tx.sql<{ fileId: Id | null }[]>`
    select file_id as "fileId" from chat_messages
    where org_id = ${tx.orgId} and conversation_id = ${conversation.id} and id = ${sent.id}`;
  if (!row?.fileId) throw invalid('A message has this id already.', { fields: { clientId: 'is taken' } });
  return { ...sent, fileId: row.fileId };
}
