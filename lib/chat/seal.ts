/** Seals what is said. The place of a text is its conversation and message, so it opens nowhere else. */

import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { amend, sealValues } from '@/lib/platform/crypto/record-cipher';
import { Sealed } from '@/lib/platform/crypto/sealed';
import { internal } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { detailsPlace, messagePlace, type SealedConversation } from '@/lib/protection/disclose/conversations';
import { type HiddenText, hiddenLines, toEnvelope, type VisitorDetails } from './details';
import type { HiddenSpan } from './hidden';
import { rememberDetails } from './mask';

export type { HiddenSpan } from './hidden';

/** What the product itself says in a conversation. */
export const CHAT_EVENTS = ['picked_up', 'transferred', 'joined', 'left', 'closed'] as const;
export type ChatEvent = (typeof CHAT_EVENTS)[number];

/** What a message holds. */
export interface MessageBody {
  /** Of an event: whom it names. */
  text: string;
  event?: ChatEvent;
  /** Parts of the text that are shown as tokens. */
  hidden?: readonly HiddenSpan[];
}

/** The envelope's names of a message. */
export const MESSAGE_NAMES = ['text', 'event', 'hidden'] as const;

/** Where a message stands. */
interface MessagePlace {
  conversationId: Id;
  messageId: Id;
  /** Which envelope of the message it is: 1 is its first. */
  version: number;
}

export function sealMessage(
  keys: OrgKeys,
  { conversationId, messageId, version }: MessagePlace,
  { text, event, hidden = [] }: MessageBody,
): Buffer {
  const values: Record<string, StoredValue> = { text };
  if (event) values.event = event;
  if (hidden.length > 0) values.hidden = hidden.map(({ start, end, kind }) => `${start} ${end} ${kind}`);
  const sealed = sealValues(values, keys, messagePlace(keys.orgId, conversationId, messageId, version));
  if (!sealed) throw internal('A message holds at least its text.');
  return sealed.toBytes();
}

/** What `sealMessage` sealed, opened. */
export function toMessageBody(values: Record<string, StoredValue>): MessageBody {
  const hidden = ((values.hidden as readonly string[] | undefined) ?? []).map((line) => {
    const [start = '0', end = '0', kind = ''] = line.split(' ');
    return { start: Number(start), end: Number(end), kind };
  });
  return {
    text: String(values.text ?? ''),
    ...(values.event !== undefined && { event: values.event as ChatEvent }),
    hidden,
  };
}

/**
 * The envelope of a conversation's visitor, and of the texts that are hidden in the conversation (`mask.ts`): those
 * `known`, and what detectors find in the details. It is the next after the one the conversation has.
 */
export function sealDetails(
  { id, keys, sealVersion }: Pick<SealedConversation, 'id' | 'keys' | 'sealVersion'>,
  details: VisitorDetails,
  known: readonly HiddenText[] = [],
): Buffer | null {
  const values = toEnvelope(details, rememberDetails(details, known));
  return sealValues(values, keys, detailsPlace(keys.orgId, id, sealVersion + 1))?.toBytes() ?? null;
}

/** The next envelope with other hidden texts, and without what older versions kept in it twice. */
export function amendHidden(
  { id, keys, sealed, sealVersion }: SealedConversation,
  hidden: readonly HiddenText[],
): Buffer | null {
  const before = sealed && Sealed.fromBytes(sealed);
  const changes = { hidden: hiddenLines(hidden), question: undefined };
  return amend(before, changes, keys, detailsPlace(keys.orgId, id, sealVersion))?.toBytes() ?? null;
}
