'use client';

import { Download } from 'lucide-react';
import { PrintButton } from '@/components/crm/print/print-button';
import { Button } from '@/components/ui/button';
import { counted } from '@/components/ui/counted';
import type { ExtractAnswer, ExtractFile } from '@/lib/ways-in/http/open-extract';
import { ChatLines, RecordLines } from './extract-lines';

/** An opened extract, to read, print and keep. Times are in UTC: whoever reads it has no settings here. */
export function ExtractSheet({ extract }: { extract: ExtractAnswer }) {
  const isOfRecord = extract.conversationId === null;
  const { csv } = extract;
  return (
    <main className="mx-auto min-h-dvh max-w-5xl bg-surface px-4 py-8 print:max-w-none print:p-0">
      <h1 className="font-semibold text-fg text-xl">Extract of the audit log</h1>
      <p className="mt-1 text-muted text-sm">
        {extract.organisation} ·{' '}
        {isOfRecord ? `${extract.module}, record ${extract.recordId}` : `Conversation ${extract.conversationId}`} ·{' '}
        {counted(extract.lines.length, 'entry', 'entries')}. {wordsFor(extract)}
      </p>
      <div className="my-4 flex flex-wrap items-center gap-2 print:hidden">
        <PrintButton />
        <Button onClick={() => save(csv, 'text/csv')}>
          <Download aria-hidden="true" />
          Download as CSV
        </Button>
        {isOfRecord ? (
          <Button onClick={() => save(extract.proofs, 'application/jsonl')}>
            <Download aria-hidden="true" />
            Download the proofs
          </Button>
        ) : null}
        <span className="text-muted text-sm">It is shown this once: keep it now.</span>
      </div>
      {isOfRecord ? <RecordLines lines={extract.lines} /> : <ChatLines lines={extract.lines} />}
    </main>
  );
}

function wordsFor(extract: ExtractAnswer): string {
  if (extract.conversationId !== null) return 'Nothing that was said or given is in it.';
  const whose = extract.isPatient ? 'the record that is kept about you' : 'this record';
  return (
    `It tells who did what with ${whose}, and when: names of fields, none of what stands in them. ` +
    'The proofs show that each entry stands unchanged in the log that the organisation signed: of those whose text is ' +
    'given, that very text; of others the hash alone.'
  );
}

/** The file came with the answer: the link would not give it again. */
function save({ name, text }: ExtractFile, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
