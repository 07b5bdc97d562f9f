import type { RecordLine } from '@/lib/admin/audit/extracts/contents';
import { type OpenedExtract, openExtract } from '@/lib/admin/audit/extracts/open';
import { proofLines, recordLinesCsv } from '@/lib/admin/audit/extracts/record-file';
import { openExtractSchema } from '@/lib/admin/audit/extracts/schemas';
import { chatLinesCsv } from '@/lib/crm/exports/audit/chat-line';
import type { ChatLine } from '@/lib/protection/ledger/chat-line';
import { readJson } from '@/lib/ways-in/widget/read-json';
import { answerHolder } from './answer-holder';

/** A file of what was opened, to be kept: the link would not give it again. */
export interface ExtractFile {
  name: string;
  text: string;
}

/** What a link opens, once: to be read, and as files of the same. */
export type ExtractAnswer = { organisation: string; csv: ExtractFile } & (
  | { conversationId: string; lines: ChatLine[] }
  | {
      conversationId: null;
      recordId: string;
      module: string;
      isPatient: boolean;
      lines: RecordLine[];
      /** JSON lines: an entry each, with its proof. */
      proofs: ExtractFile;
    }
);

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
    return answerOf(opened);
  });

function answerOf(opened: OpenedExtract & { ok: true }): ExtractAnswer {
  const { organisation } = opened;
  if (opened.conversationId !== null) {
    const { conversationId, lines } = opened;
    const csv = { name: `extract-${conversationId}.csv`, text: chatLinesCsv(lines) };
    return { organisation, csv, conversationId, lines };
  }
  const { recordId, module, isPatient, lines } = opened;
  return {
    ...{ organisation, conversationId: null, recordId, module, isPatient, lines },
    csv: { name: `extract-${recordId}.csv`, text: recordLinesCsv(lines) },
    proofs: { name: `extract-${recordId}-proofs.jsonl`, text: proofLines(opened.proofs) },
  };
}
