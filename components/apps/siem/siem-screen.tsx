'use client';

import { FlaskConical, Pause, Pencil, Play, Unplug } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { DescriptionList } from '@/components/ui/description-list';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Stat } from '@/components/ui/stat';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { StreamView } from '@/lib/apps/siem/queries';
import { end, pause, resume, tryOut } from './actions';
import { SetDialog } from './set-dialog';
import { KINDS } from './words';

export interface SiemScreenProps {
  stream: StreamView | null;
  mayManage: boolean;
}

/** The stream of the audit log: where it goes, how far it is, and what is done to it. */
export function SiemScreen({ stream, mayManage }: SiemScreenProps) {
  const [act, setAct] = useState<'set' | 'end' | null>(null);
  const close = () => setAct(null);
  return (
    <>
      <PageHeader
        title="Audit log stream"
        breadcrumbs={[{ label: 'Setup', href: '/setup' }]}
        description="Entries of the audit log, as they are signed, to a SIEM: by their numbers, so that a gap shows."
        adornment={stream ? <StateBadge stream={stream} /> : null}
        actions={stream && mayManage ? <Buttons stream={stream} onAct={setAct} /> : null}
      />
      {stream ? (
        <div className="flex flex-col gap-4">
          <Trouble stream={stream} />
          <div className="grid grid-cols-2 gap-3">
            <Stat label="Entries sent" value={stream.sent.toLocaleString('en-US')} />
            <Stat label="Entries behind" value={stream.behind.toLocaleString('en-US')} />
          </div>
          <Card title="Details">
            <DescriptionList items={detailsOf(stream)} />
          </Card>
        </div>
      ) : (
        <EmptyState
          title="The audit log is streamed nowhere"
          text="A receiver of syslog, CEF or OCSF gets each entry as ids, times and names of acts, with what proves that none is missing."
          action={
            mayManage ? (
              <Button variant="primary" onClick={() => setAct('set')}>
                Connect a SIEM
              </Button>
            ) : undefined
          }
        />
      )}
      {act === 'set' ? <SetDialog stream={stream} onClose={close} /> : null}
      {act === 'end' ? (
        <ConfirmAct
          act={end}
          input={{}}
          title="End the stream of the audit log?"
          description="Nothing more is sent, and the token is deleted. What the receiver has, it keeps."
          confirmLabel="End"
          onClose={close}
          onDone={() => {
            close();
            toast.success('Ended');
          }}
        />
      ) : null}
    </>
  );
}

function Buttons({ stream, onAct }: { stream: StreamView; onAct: (act: 'set' | 'end') => void }) {
  const isActive = stream.state === 'active';
  const turn = useAction(isActive ? pause : resume, {
    onSuccess: () => toast.success(isActive ? 'Paused. What is written meanwhile waits.' : 'Resumed'),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'That did not work.'),
  });
  const test = useAction(tryOut, {
    onSuccess: ({ data }) => (data?.ok ? toast.success(data.words) : toast.error(data?.words)),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'That did not work.'),
  });
  return (
    <>
      <Button pending={test.isPending} onClick={() => test.execute({})}>
        <FlaskConical aria-hidden="true" />
        Send a test event
      </Button>
      <Button onClick={() => onAct('set')}>
        <Pencil aria-hidden="true" />
        Edit
      </Button>
      <Button pending={turn.isPending} onClick={() => turn.execute({})}>
        {isActive ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        {isActive ? 'Pause' : 'Resume'}
      </Button>
      <Button variant="danger" onClick={() => onAct('end')}>
        <Unplug aria-hidden="true" />
        End
      </Button>
    </>
  );
}

function StateBadge({ stream: { state, problem, behind } }: { stream: StreamView }) {
  if (state === 'paused') return <Badge>Paused</Badge>;
  if (problem) return <Badge tone="danger">Failing</Badge>;
  return behind === 0 ? <Badge tone="success">Up to date</Badge> : <Badge tone="accent">Sending</Badge>;
}

function Trouble({ stream: { state, problem, failingSince } }: { stream: StreamView }) {
  if (state === 'paused' || !problem) return null;
  return (
    <Callout tone="danger" title={problem}>
      It is tried again by itself, and nothing is lost: what is written meanwhile waits.
      {failingSince ? (
        <>
          {' '}
          It fails since <Time value={failingSince} />.
        </>
      ) : null}
    </Callout>
  );
}

function detailsOf({ destination, sentAt }: StreamView) {
  const form = KINDS.find(({ value }) => value === destination?.kind)?.label ?? 'Not known';
  return [
    { term: 'Form', value: form },
    { term: 'Address', value: <code className="break-all font-mono">{destination?.address ?? 'Not known'}</code> },
    ...(destination?.kind === 'ocsf' ? [{ term: 'Token', value: destination.hasToken ? 'Given' : 'None' }] : []),
    { term: 'Certificate of its authority', value: destination?.ca ? 'Given' : 'None' },
    ...(destination && destination.allowedRanges.length > 0
      ? [{ term: 'Private addresses that are meant', value: destination.allowedRanges.join(', ') }]
      : []),
    { term: 'Last sent', value: sentAt ? <Time value={sentAt} /> : 'Never' },
  ];
}
