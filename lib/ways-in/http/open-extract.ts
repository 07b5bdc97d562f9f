import { openExtract } from '@/lib/chat/extracts/open';
import { openExtractSchema } from '@/lib/chat/extracts/schemas';
import { chatLinesCsv } from '@/lib/crm/exports/audit/chat-line';
import type { ChatLine } from '@/lib/protection/ledger/chat-line';
import { ApiError } from '@/lib/ways-in/api/api-error';
import { countCall } from '@/lib/ways-in/widget/rate-limits';
import { readJson } from '@/lib/ways-in/widget/read-json';
import { clientAddress } from './client-address';
import { requestIdOf } from './mark-requests';
import { errorResponse } from './route';
import { DATA_HEADERS } from './security-headers';

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
export async function openExtractResponse(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  try {
    await countCall('extract', { address: clientAddress(request.headers) });
    const opened = await openExtract(await readJson(request, openExtractSchema), requestId);
    if (opened.ok) {
      const { organisation, conversationId, lines } = opened;
      const answer: ExtractAnswer = { organisation, conversationId, lines, csv: chatLinesCsv(lines) };
      return Response.json(answer, { headers: DATA_HEADERS });
    }
    const left = opened.triesLeft;
    const message = left === undefined ? REFUSALS[opened.why] : `${REFUSALS[opened.why]} Tries left: ${left}.`;
    return Response.json(
      { error: { code: 'forbidden', reason: opened.why, message } },
      { status: 403, headers: DATA_HEADERS },
    );
  } catch (error) {
    if (error instanceof ApiError) {
      const answer = { error: { code: 'invalid', message: error.message } };
      return Response.json(answer, { status: error.status, headers: DATA_HEADERS });
    }
    return errorResponse(error, requestId);
  }
}
