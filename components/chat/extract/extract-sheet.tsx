'use client';

import { Download } from 'lucide-react';
import { PrintButton } from '@/components/crm/print/print-button';
import { Button } from '@/components/ui/button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ExtractAnswer } from '@/lib/ways-in/http/open-extract';

/** An opened extract, to read, print and keep. Times are in UTC: whoever reads it has no settings here. */
export function ExtractSheet({ extract: { organisation, conversationId, lines, csv } }: { extract: ExtractAnswer }) {
  return (
    <main className="mx-auto min-h-dvh max-w-5xl bg-surface px-4 py-8 print:max-w-none print:p-0">
      <h1 className="font-semibold text-fg text-xl">Extract of the audit log</h1>
      <p className="mt-1 text-muted text-sm">
        {organisation} · Conversation {conversationId} · {lines.length} {lines.length === 1 ? 'entry' : 'entries'}.
        Nothing that was said or given is in it.
      </p>
      <div className="my-4 flex flex-wrap items-center gap-2 print:hidden">
        <PrintButton />
        <Button onClick={() => save(csv, `extract-${conversationId}.csv`)}>
          <Download aria-hidden="true" />
          Download as CSV
        </Button>
        <span className="text-muted text-sm">It is shown this once: keep it now.</span>
      </div>
      <Table label="Entries">
        <TableHead>
          <tr className="border-line border-b">
            <TableHeader>Time (UTC)</TableHeader>
            <TableHeader>Who</TableHeader>
            <TableHeader>What</TableHeader>
            <TableHeader>Visit ID</TableHeader>
            <TableHeader>Fields</TableHeader>
            <TableHeader>Details</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <TableRow key={line.id}>
              <TableCell className="whitespace-nowrap">{`${line.at.slice(0, 10)} ${line.at.slice(11, 19)}`}</TableCell>
              <TableCell>{line.who}</TableCell>
              <TableCell>{line.what}</TableCell>
              <TableCell className="font-mono text-xs">{line.visitId}</TableCell>
              <TableCell>{line.fields.join(', ')}</TableCell>
              <TableCell className="text-muted">{line.details}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </main>
  );
}

/** The file came with the answer: the link would not give it again. */
function save(csv: string, name: string): void {
  const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
