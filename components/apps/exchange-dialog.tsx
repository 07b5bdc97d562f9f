'use client';

import { useEffect, useRef } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Spinner } from '@/components/ui/spinner';
import { useAction } from '@/components/ui/use-action';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import type { Exchange } from '@/lib/apps/connections/test-exchange';
import { tryOut } from './actions';

export interface ExchangeDialogProps {
  connection: ConnectionDto;
  onClose: () => void;
}

/** Asks the app for something that changes nothing, and shows the whole exchange but its secrets. */
export function ExchangeDialog({ connection, onClose }: ExchangeDialogProps) {
  const act = useAction(tryOut);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    act.execute({ id: connection.id });
  }, [act, connection.id]);
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent size="lg" title={`Test ${connection.name}`} description="Asks for something that changes nothing.">
        <DialogBody className="flex flex-col gap-4">
          <ActionError of={act} />
          {act.isPending ? <Spinner /> : null}
          {act.result.data ? <Shown exchange={act.result.data} /> : null}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" pending={act.isPending} onClick={() => act.execute({ id: connection.id })}>
            Test again
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function Shown({ exchange: { ok, words, request, answer } }: { exchange: Exchange }) {
  return (
    <>
      <Callout tone={ok ? 'success' : 'danger'} title={words} />
      {request ? <Part title="Asked" first={`${request.method} ${request.url}`} headers={request.headers} /> : null}
      {answer ? (
        <Part
          title="Answered"
          first={`${answer.status} in ${answer.durationMs} ms${answer.code ? `, ${answer.code}` : ''}`}
          headers={answer.headers}
        />
      ) : null}
    </>
  );
}

interface PartProps {
  title: string;
  first: string;
  headers: readonly [name: string, value: string][];
}

function Part({ title, first, headers }: PartProps) {
  return (
    <section>
      <h3 className="mb-1 font-medium text-fg text-sm">{title}</h3>
      <pre className="overflow-x-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs">
        {[first, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n')}
      </pre>
    </section>
  );
}
