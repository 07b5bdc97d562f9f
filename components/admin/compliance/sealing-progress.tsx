'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { counted } from '@/components/ui/counted';
import { Progress } from '@/components/ui/progress';
import { useAction } from '@/components/ui/use-action';
import type { Sealing } from '@/lib/admin/settings/compliance/sealing';
import { sealAgain, watchSealing } from './actions';
import { sayError } from './say-error';

const ASK_EVERY_MS = 2_000;

export interface SealingProgressProps {
  sealing: readonly Sealing[];
  mayManage: boolean;
}

const isOpen = ({ state }: Sealing) => !['done', 'failed', 'cancelled'].includes(state);

/** The encryption of values that were there before their field was marked, as it goes on. */
export function SealingProgress({ sealing, mayManage }: SealingProgressProps) {
  const router = useRouter();
  const { execute, result, isPending } = useAction(watchSealing);
  const again = useAction(sealAgain, { onError: sayError });
  const shown = newest(sealing, result.data);
  const isGoingOn = shown.some(isOpen);
  const wasGoingOn = useRef(isGoingOn);

  useEffect(() => {
    if (!isGoingOn || isPending) return;
    const timer = setTimeout(() => execute(), ASK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [isGoingOn, isPending, execute]);

  useEffect(() => {
    if (wasGoingOn.current && !isGoingOn) router.refresh();
    wasGoingOn.current = isGoingOn;
  }, [isGoingOn, router]);

  if (shown.length === 0) return null;
  return (
    <Card
      id="sealing"
      title="Encryption of existing values"
      description="The mask is in force already. You can leave this page; the work goes on."
    >
      <ul className="flex flex-col gap-4">
        {shown.map((one) => (
          <li key={one.id}>
            {isOpen(one) ? (
              <Progress
                label={labelOf(one)}
                value={one.total === null ? undefined : one.done}
                max={one.total ?? undefined}
                detail={detailOf(one)}
              />
            ) : (
              <Ended
                sealing={one}
                onAgain={mayManage ? () => again.execute({ module: one.module }) : undefined}
                pending={again.isPending}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What was asked for last is newer than the page, unless the page was rendered anew with a job that is not in it. */
function newest(page: readonly Sealing[], asked: readonly Sealing[] | undefined): readonly Sealing[] {
  if (!asked || page.some((one) => !asked.some(({ id }) => id === one.id))) return page;
  return asked;
}

interface EndedProps {
  sealing: Sealing;
  onAgain: (() => void) | undefined;
  pending: boolean;
}

function Ended({ sealing, onAgain, pending }: EndedProps) {
  if (sealing.state === 'done' && sealing.unopened === 0) {
    return (
      <Callout tone="success">
        {labelOf(sealing)}: {counted(sealing.done, 'record')} done.
      </Callout>
    );
  }
  return (
    <Callout
      tone="danger"
      title={`${labelOf(sealing)}: not finished`}
      action={
        onAgain ? (
          <Button size="sm" onClick={onAgain} pending={pending}>
            Try again
          </Button>
        ) : null
      }
    >
      {sealing.unopened > 0
        ? `${counted(sealing.unopened, 'record')} did not open. Their values are masked and not encrypted; the audit log names them.`
        : 'Values that were there before are masked, and not all of them are encrypted yet.'}
    </Callout>
  );
}

const labelOf = ({ plural, fields }: Sealing) =>
  fields.length > 0 ? `${plural}: ${fields.join(', ')}` : `${plural}: names of records`;

function detailOf({ state, done, total }: Sealing): string {
  if (state === 'queued') return 'Waiting to start';
  if (state === 'unattended') return 'Waiting: no worker is running';
  if (state === 'stalled') return 'Waiting for a worker to go on';
  return total === null ? counted(done, 'record') : `${done.toLocaleString('en-US')} of ${counted(total, 'record')}`;
}
