'use client';

import { toast } from 'sonner';
import { ConfirmAct } from '@/components/ui/confirm-act';
import type { AppDto, Mappable } from '@/lib/apps/connections/mappable';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import { end, pause, resume } from './actions';
import { CredentialsDialog } from './credentials-dialog';
import { EditDialog } from './edit-dialog';
import { ExchangeDialog } from './exchange-dialog';
import { MappingDialog } from './mapping-dialog';

export type ConnectionAct =
  | { kind: 'test' | 'edit' | 'credentials' | 'pause' | 'resume' | 'end' }
  | { kind: 'map'; module: string };

export interface ConnectionActsProps {
  act: ConnectionAct | null;
  connection: ConnectionDto;
  app: AppDto;
  mappable: readonly Mappable[];
  onClose: () => void;
}

/** The dialog of what is being done to a connection. */
export function ConnectionActs({ act, connection, app, mappable, onClose }: ConnectionActsProps) {
  const { id, name } = connection;
  const done = (words: string) => () => {
    onClose();
    toast.success(words);
  };
  switch (act?.kind) {
    case undefined:
      return null;
    case 'test':
      return <ExchangeDialog connection={connection} onClose={onClose} />;
    case 'edit':
      return <EditDialog connection={connection} app={app} onClose={onClose} />;
    case 'credentials':
      return <CredentialsDialog connection={connection} app={app} onClose={onClose} />;
    case 'map':
      return <MappingDialog connection={connection} mappable={mappable} module={act.module} onClose={onClose} />;
    case 'pause':
      return (
        <ConfirmAct
          act={pause}
          input={{ id }}
          title={`Pause ${name}?`}
          description="Nothing is sent until you resume it. What changes meanwhile waits, and is sent then."
          confirmLabel="Pause"
          tone="primary"
          onClose={onClose}
          onDone={done('Paused')}
        />
      );
    case 'resume':
      return (
        <ConfirmAct
          act={resume}
          input={{ id }}
          title={`Resume ${name}?`}
          description="What waited is sent first, as the records are now."
          confirmLabel="Resume"
          tone="primary"
          onClose={onClose}
          onDone={done('Resumed')}
        />
      );
    case 'end':
      return (
        <ConfirmAct
          act={end}
          input={{ id }}
          title={`Disconnect ${name}?`}
          description="Nothing more is sent, what waits is dropped, and its credentials are deleted. What the app has, it keeps: ask whoever runs it. This cannot be undone."
          confirmLabel="Disconnect"
          confirmText={name}
          onClose={onClose}
          onDone={done('Disconnected')}
        />
      );
  }
}
