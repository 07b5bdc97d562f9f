import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ReviewReport } from '@/lib/admin/audit/review/report';
import type { ReportLine } from '@/lib/admin/audit/review/report-lines';
import { isChanged, sentencesOf } from '@/lib/admin/audit/review/report-words';
import { MonthForm } from './month-form';
import { STATE_TONES, STATE_WORDS } from './words';

/** That the review of a month took place. Printed, its controls are not on the paper. */
export function ReportScreen({ report }: { report: ReviewReport }) {
  const { month, organisation, madeAt, rules, lines } = report;
  const file = (format: string) => `/api/review-reports?${new URLSearchParams({ month, format })}`;
  return (
    <>
      <PageHeader
        title={`Review of ${month}`}
        breadcrumbs={[{ label: 'Review', href: '/audit/review' }]}
        description={`${organisation}. That the audit log was reviewed, as 45 CFR 164.308(a)(1)(ii)(D) asks for. Months are by UTC.`}
        actions={
          <span className="flex flex-wrap items-center gap-2 print:hidden">
            <a href={file('pdf')} download className={buttonClass()}>
              PDF
            </a>
            <a href={file('csv')} download className={buttonClass()}>
              CSV
            </a>
          </span>
        }
      />
      <div className="flex flex-col gap-4">
        <MonthForm month={month} />
        {isChanged(report) ? (
          <Callout tone="danger" role="alert" title="This report and the audit log do not agree">
            Something of the review was changed outside Careledger. What it was stands below.
          </Callout>
        ) : null}
        <Card id="sums" title="In short">
          <ul className="flex flex-col gap-1 text-sm">
            {sentencesOf(report).map((text) => (
              <li key={text} className="break-words">
                {text}
              </li>
            ))}
            <li className="text-muted">
              Made <Time value={madeAt} />.
            </li>
          </ul>
        </Card>
        {rules.length > 0 ? (
          <Card id="rules" title="By rule" flush>
            <Table label="By rule">
              <TableHead>
                <TableRow>
                  <TableHeader>Rule</TableHeader>
                  <TableHeader>Found</TableHeader>
                  <TableHeader>Signed off</TableHeader>
                  <TableHeader>Open</TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                {rules.map(({ title, found, signed, open }) => (
                  <TableRow key={title}>
                    <TableCell>{title}</TableCell>
                    <TableCell>{found}</TableCell>
                    <TableCell>{signed}</TableCell>
                    <TableCell>{open}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </Card>
        ) : null}
        <Card id="items" title="What was found" flush>
          {lines.length === 0 ? (
            <p className="p-4 text-muted text-sm">Nothing was found in this month.</p>
          ) : (
            <Lines lines={lines} />
          )}
        </Card>
      </div>
    </>
  );
}

function Lines({ lines }: { lines: readonly ReportLine[] }) {
  return (
    <Table label="What was found">
      <TableHead>
        <TableRow>
          <TableHeader>Rule</TableHeader>
          <TableHeader>Person</TableHeader>
          <TableHeader>Found</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>Signed off</TableHeader>
          <TableHeader>Entry and leaf</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map(({ id, title, personName, foundAt, state, isOverdue, isLate, signed }) => (
          <TableRow key={id}>
            <TableCell>{title}</TableCell>
            <TableCell>{personName}</TableCell>
            <TableCell className="whitespace-nowrap">
              <Time value={foundAt} />
            </TableCell>
            <TableCell>
              <Badge tone={isOverdue ? 'warning' : STATE_TONES[state]}>
                {isOverdue ? 'Overdue' : STATE_WORDS[state]}
              </Badge>
              {isLate ? <span className="text-muted text-xs"> late</span> : null}
            </TableCell>
            <TableCell>
              {signed ? (
                <>
                  {signed.by}, <Time value={signed.at} />
                </>
              ) : null}
            </TableCell>
            <TableCell className="font-mono text-xs">
              {signed ? `${signed.entry}${signed.leaf === null ? '' : ` · ${signed.leaf}`}` : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
