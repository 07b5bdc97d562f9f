import { openExtract } from '@/lib/chat/extracts/open';
import { openExtractSchema } from '@/lib/chat/extracts/schemas';
import { chatLinesCsv } from '@/lib/crm/exports/audit/chat-line';
import type { ChatLine } from '@/lib/protection/ledger/chat-line';
import { readJson } from '@/lib/ways-in/widget/read-json';
import { answerHolder } from './answer-holder';

/** What a link opens, once: to be read, and as the file of the same lines. */
export interface ExtractAnswer {
  organisation: string;
  conversationId: string;
  lines: ChatLine[];
  csv: string;
}

const REFUSALS = {
  wrong_link: 'This link is not right. Copy the whole of it, to its end.',
  wrong_secret: 'This is not the secret.',
  opened: 'This extract was opened already. It can be opened once only; ask for another.',
  revoked: 'This extract was taken back.',
  burnt: 'A wrong secret was given too often. Ask for another extract.',
  expired: 'This extract’s time is over. Ask for another.',
};

/** Opens an extract for somebody without an account. The link's token is in the body, so that it stands in no log. */
export const openExtractResponse = (request: Request): Promise<Response> =>
  answerHolder(request, REFUSALS, async (requestId) => {
    const opened = await openExtract(await readJson(request, openExtractSchema), requestId);
    if (!opened.ok) return opened;
    const { organisation, conversationId, lines } = opened;
    return { organisation, conversationId, lines, csv: chatLinesCsv(lines) } satisfies ExtractAnswer;
  });
