import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import type { Accounting } from '@/lib/crm/accounting/accounting';
import { linesOfCopy } from '@/lib/crm/accounting/copy';
import { LineTable } from './line-table';
import { LinksCard } from './links-card';
import { PeriodForm } from './period-form';
import { SuspensionsCard } from './suspensions-card';

export interface AccountingScreenProps {
  accounting: Accounting;
  /** Only what the patient's copy lists. */
  copyOnly: boolean;
  /** Why the days that were asked for were not taken. */
  refused: string | null;
  maySuspend: boolean;
}

/** To whom a record's health data went. Its state is in the address: days, never values. */
export function AccountingScreen({ accounting, copyOnly, refused, maySuspend }: AccountingScreenProps) {
  const { module, recordId, name, mayOpen, merged, period, lines, suspensions, links } = accounting;
  const reference = { module: module.apiName, recordId };
  const href = `/m/${module.apiName}/${recordId}`;
  const copy = linesOfCopy(lines);
  const shown = copyOnly ? copy : lines;
  return (
    <>
      <PageHeader
        title="Accounting of disclosures"
        breadcrumbs={
          mayOpen
            ? [
                { label: module.plural, href: `/m/${module.apiName}` },
                { label: name, href },
              ]
            : [
                { label: 'Audit log', href: '/audit' },
                { label: name, href: `/audit?range=all&record=${recordId}` },
              ]
        }
        description="To whom health data of this record went, when and what for, as a patient may ask for it (45 CFR 164.528). Names of fields, no values."
        actions={<Downloads href={`/api/records/${module.apiName}/${recordId}/accounting`} {...period} />}
      />
      <div className="flex flex-col gap-4">
        {refused ? (
          <Callout tone="warning" role="alert" title="These days were not taken">
            {refused}
          </Callout>
        ) : null}
        <PeriodForm period={period} today={accounting.today} copyOnly={copyOnly} />
        <Card
          id="disclosures"
          title="Disclosures"
          description={inShort(copy.length, lines.length, merged)}
          flush
          actions={
            <Link href={addressOf(period, !copyOnly)} prefetch={false} className={buttonClass('secondary', 'sm')}>
              {copyOnly ? 'Show all' : 'Only the patient’s copy'}
            </Link>
          }
        >
          <LineTable lines={shown} hidden={lines.length - shown.length} />
        </Card>
        <LinksCard reference={reference} period={period} lines={copy.length} links={links} />
        {maySuspend || suspensions.length > 0 ? (
          <SuspensionsCard
            reference={reference}
            suspensions={suspensions}
            recipients={[...new Set(lines.map(({ recipient }) => recipient))]}
            today={accounting.today}
            maySuspend={maySuspend}
          />
        ) : null}
      </div>
    </>
  );
}

function inShort(inCopy: number, all: number, merged: number): string {
  const counted = `${inCopy} of ${all} ${all === 1 ? 'line is' : 'lines are'} in the patient’s copy.`;
  const repeats = 'Repeats to the same recipient for the same purpose are one line.';
  const others =
    merged === 1 ? '1 record that was merged into it is' : `${merged} records that were merged into it are`;
  return [counted, repeats, ...(merged > 0 ? [`${others} part of it.`] : [])].join(' ');
}

const addressOf = ({ from, to }: Accounting['period'], copy: boolean): string =>
  `?${new URLSearchParams({ from, to, ...(copy && { show: 'copy' }) })}`;

/** The file for the patient, and the same with what need not be accounted for. */
function Downloads({ href, from, to }: { href: string; from: string; to: string }) {
  const address = (format: string, whole: boolean) =>
    `${href}?${new URLSearchParams({ format, from, to, ...(whole && { whole: '1' }) })}`;
  return (
    <>
      <a href={address('pdf', false)} download className={buttonClass('primary')}>
        Patient’s copy (PDF)
      </a>
      <a href={address('csv', false)} download className={buttonClass()}>
        Patient’s copy (CSV)
      </a>
      <a href={address('csv', true)} download className={buttonClass()}>
        All lines (CSV)
      </a>
    </>
  );
}
