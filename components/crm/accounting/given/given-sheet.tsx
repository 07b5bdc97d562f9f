'use client';

import { Download } from 'lucide-react';
import { PrintButton } from '@/components/crm/print/print-button';
import { keep } from '@/components/one-time-link/keep';
import { Button } from '@/components/ui/button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { AccountingLine } from '@/lib/crm/accounting/copy';
import type { AccountingAnswer } from '@/lib/ways-in/http/open-accounting';

/** An opened accounting, to read, print and keep. Times are in UTC: whoever reads it has no settings here. */
export function GivenSheet({ given: { organisation, period, lines, fileName, pdf } }: { given: AccountingAnswer }) {
  return (
    <main className="mx-auto min-h-dvh max-w-5xl bg-surface px-4 py-8 print:max-w-none print:p-0">
      <h1 className="font-semibold text-fg text-xl">Accounting of disclosures</h1>
      <p className="mt-1 text-muted text-sm">
        {organisation} · {period.from} to {period.to}. Disclosures of your health information, as 45 CFR 164.528 asks
        for. Those for treatment, payment or health care operations, to you, or by your authorization need not be
        listed. Times are UTC.
      </p>
      <div className="my-4 flex flex-wrap items-center gap-2 print:hidden">
        <PrintButton />
        <Button onClick={() => keep(pdf, fileName)}>
          <Download aria-hidden="true" />
          Download as PDF
        </Button>
        <span className="text-muted text-sm">It is shown this once: keep it now.</span>
      </div>
      {lines.length === 0 ? (
        <p className="text-fg">Nothing was disclosed in this time that has to be accounted for.</p>
      ) : (
        <Lines lines={lines} />
      )}
    </main>
  );
}

function Lines({ lines }: { lines: readonly AccountingLine[] }) {
  return (
    <Table label="Disclosures">
      <TableHead>
        <TableRow>
          <TableHeader>When</TableHeader>
          <TableHeader>To whom</TableHeader>
          <TableHeader>What</TableHeader>
          <TableHeader>How and why</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={[line.firstAt, line.recipient, line.address, line.exit, line.purpose, line.what].join('\n')}>
            <TableCell className="whitespace-nowrap align-top">
              {timeOf(line.firstAt)}
              {line.times > 1 ? (
                <p className="text-subtle text-xs">
                  {line.times.toLocaleString('en-US')} times, the last {timeOf(line.lastAt)}
                </p>
              ) : null}
            </TableCell>
            <TableCell className="align-top">
              {line.recipient}
              <p className="break-all text-subtle text-xs">{line.address}</p>
            </TableCell>
            <TableCell className="min-w-40 align-top">{line.what}</TableCell>
            <TableCell className="align-top">
              {line.exit}
              <p className="text-subtle text-xs">{line.purpose}</p>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const timeOf = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
