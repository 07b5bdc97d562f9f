'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import type { AgreementDto } from '@/lib/admin/agreements/get';
import { AGREEMENT_KINDS } from '@/lib/admin/agreements/kinds';
import type { ConnectionChoice } from '@/lib/admin/agreements/queries';
import type { TemplateDto } from '@/lib/admin/agreements/template/read';
import { type AgreementAct, AgreementActs, AgreementButtons } from './agreement-acts';
import { AgreementForm } from './agreement-form';
import { HistoryCard } from './history-card';
import { PapersCard } from './papers-card';
import { SigningCard } from './signing-card';
import { StatusBadge } from './status-badge';
import { TemplateCard } from './template-card';
import { coverInWords, endInWords, STATUS } from './words';

export interface AgreementScreenProps {
  agreement: AgreementDto;
  choices: readonly ConnectionChoice[];
  template: TemplateDto;
  /** Who asks, to sign by that name. */
  ourName: string;
}

export function AgreementScreen({ agreement, choices, template, ourName }: AgreementScreenProps) {
  const [act, setAct] = useState<AgreementAct | null>(null);
  const breadcrumbs = [{ label: 'Agreements', href: '/setup/agreements' }];
  if (act?.kind === 'edit') {
    return (
      <>
        <PageHeader title={`Edit: ${agreement.party}`} breadcrumbs={breadcrumbs} />
        <AgreementForm agreement={agreement} choices={choices} onClose={() => setAct(null)} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={agreement.party}
        breadcrumbs={breadcrumbs}
        adornment={<StatusBadge status={agreement.status} />}
        actions={<AgreementButtons agreement={agreement} onAct={setAct} />}
      />
      <div className="flex flex-col gap-4">
        <Hint agreement={agreement} />
        <Card title="Agreement" id="agreement">
          <DescriptionList columns={2} items={detailsOf(agreement)} />
        </Card>
        <Card title="What it covers" id="covers">
          <Covers agreement={agreement} />
        </Card>
        <PapersCard agreement={agreement} />
        <SigningCard agreement={agreement} onAct={setAct} />
        <TemplateCard agreementId={agreement.id} template={template} />
        <HistoryCard agreement={agreement} />
      </div>
      <AgreementActs agreement={agreement} ourName={ourName} act={act} onAct={setAct} />
    </>
  );
}

function Hint({ agreement: { status } }: Pick<AgreementScreenProps, 'agreement'>) {
  const { hint } = STATUS[status];
  if (!hint) return null;
  const waits = status === 'waits' || status === 'widening';
  return (
    <Callout tone={status === 'changed' || status === 'ended' ? 'danger' : waits ? 'warning' : 'info'}>
      {hint}{' '}
      {waits ? (
        <Link href="/setup/approvals" className="text-accent-text underline">
          Approvals
        </Link>
      ) : null}
    </Callout>
  );
}

function Covers({ agreement: { covers, asked } }: Pick<AgreementScreenProps, 'agreement'>) {
  return (
    <div className="flex flex-col gap-3 text-sm">
      {covers.length === 0 ? (
        <p className="text-muted">Nothing yet. Edit the agreement to say what it covers.</p>
      ) : null}
      <ul className="flex list-disc flex-col gap-1 pl-5 text-fg empty:hidden">
        {covers.map((cover) => (
          <li key={`${cover.service} ${cover.connectionId}`} className="break-words">
            {coverInWords(cover)}
          </li>
        ))}
      </ul>
      {asked ? (
        <p className="text-muted">
          Asked for: {asked.covers.map(coverInWords).join('; ') || 'nothing'}. Last day: {endInWords(asked.endsOn)}.
        </p>
      ) : null}
    </div>
  );
}

const detailsOf = (agreement: AgreementDto) => [
  { term: 'Kind', value: AGREEMENT_KINDS[agreement.kind] },
  { term: 'Contact', value: `${agreement.contactName}, ${agreement.contactEmail}` },
  { term: 'First day', value: <Time value={agreement.startsOn} format="date" /> },
  {
    term: 'Last day',
    value: agreement.endsOn ? <Time value={agreement.endsOn} format="date" /> : endInWords(agreement.endsOn),
  },
  { term: 'Signed', value: agreement.signedAt ? <Time value={agreement.signedAt} /> : null },
  { term: 'In force since', value: agreement.inForceAt ? <Time value={agreement.inForceAt} /> : null },
  { term: 'Renewal', value: agreement.renewal },
  { term: 'Added by', value: agreement.createdBy },
];
