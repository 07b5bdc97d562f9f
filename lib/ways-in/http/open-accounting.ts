import type { AccountingLine } from '@/lib/crm/accounting/copy';
import { fileNameOf } from '@/lib/crm/accounting/file';
import { openAccounting } from '@/lib/crm/accounting/giving/open';
import type { Period } from '@/lib/crm/accounting/period';
import { openAccountingSchema } from '@/lib/crm/accounting/schemas';
import { readJson } from '@/lib/ways-in/widget/read-json';
import { answerHolder } from './answer-holder';

/** What a link opens, once: to be read, and as a PDF in Base64. */
export interface AccountingAnswer {
  organisation: string;
  period: Period;
  lines: AccountingLine[];
  fileName: string;
  pdf: string;
}

const REFUSALS = {
  wrong_link: 'This link is not right. Copy the whole of it, to its end.',
  wrong_secret: 'This is not the secret.',
  opened: 'This accounting was opened already. It can be opened once only; ask for another.',
  revoked: 'This accounting was taken back.',
  burnt: 'A wrong secret was given too often. Ask for another link.',
  expired: 'This link’s time is over. Ask for another.',
};

/** Opens an accounting for the person it is about. The link's token is in the body, so that it stands in no log. */
export const openAccountingResponse = (request: Request): Promise<Response> =>
  answerHolder(request, REFUSALS, async (requestId) => {
    const opened = await openAccounting(await readJson(request, openAccountingSchema), requestId);
    if (!opened.ok) return opened;
    const { organisation, period, lines } = opened.accounting;
    const pdf = Buffer.from(opened.pdf).toString('base64');
    return {
      ...{ organisation, period, lines, pdf },
      fileName: fileNameOf(opened.accounting, 'pdf'),
    } satisfies AccountingAnswer;
  });
