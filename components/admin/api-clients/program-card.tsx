'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import type { MyClientDto } from '@/lib/admin/api-clients/my-clients';
import { LINE_PURPOSES } from '@/lib/protection/accounting/purposes';
import { type ProgramAct, ProgramActs } from './program-acts';
import type { Shown } from './shown-once';

export interface ProgramCardProps {
  program: MyClientDto;
  onShow: (shown: Shown) => void;
}

/** One program that acts, or would act, for the one who looks. */
export function ProgramCard({ program, onShow }: ProgramCardProps) {
  const [act, setAct] = useState<ProgramAct | null>(null);
  const waits = program.acceptedAt === null;
  return (
    <Card
      id={`program-${program.id}`}
      title={program.name}
      actions={<Badge tone={waits ? 'warning' : 'success'}>{waits ? 'Waits for you' : 'Accepted'}</Badge>}
      footer={
        <div className="flex flex-wrap gap-2">
          {waits ? (
            <Button variant="primary" onClick={() => setAct('accept')}>
              Accept
            </Button>
          ) : (
            <>
              <Button onClick={() => setAct('secret')}>New secret</Button>
              <Button onClick={() => setAct('code')}>Grant code</Button>
            </>
          )}
          <Button variant="danger" onClick={() => setAct('end')}>
            {waits ? 'Refuse' : 'End'}
          </Button>
        </div>
      }
    >
      <div className="flex flex-col gap-3">
        {waits ? (
          <Callout tone="warning">
            {program.askedBy ?? 'Somebody'} asks that it acts for you as it stands here. Until you accept, none of its
            calls is answered. If you do not know what it is for, refuse.
          </Callout>
        ) : null}
        <DescriptionList columns={2} items={detailsOf(program)} />
      </div>
      <ProgramActs act={act} program={program} onClose={() => setAct(null)} onShow={onShow} />
    </Card>
  );
}

function detailsOf({ scopes, allowedIps, purpose, madeBy, createdAt, expiresAt, lastUsedAt }: MyClientDto) {
  return [
    { term: 'Scopes', value: scopes.length === 0 ? 'None: it may do nothing' : <Lines of={scopes} /> },
    { term: 'Calls from', value: allowedIps.length === 0 ? 'Any address' : <Lines of={allowedIps} /> },
    { term: 'What for', value: LINE_PURPOSES[purpose] ?? purpose },
    { term: 'Made by', value: madeBy ?? 'Not known' },
    { term: 'Made', value: <Time value={createdAt} /> },
    { term: 'Last used', value: lastUsedAt ? <Time value={lastUsedAt} /> : 'Never' },
    { term: 'Expires', value: expiresAt ? <Time value={expiresAt} /> : 'Never' },
  ];
}

function Lines({ of: lines }: { of: readonly string[] }) {
  return (
    <ul className="break-all font-mono">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
