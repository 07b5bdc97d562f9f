'use client';

import { useAction } from 'next-safe-action/hooks';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ActionError } from '@/components/users/action-error';
import type { ClientCredentials } from '@/lib/api-clients/create';
import type { ApiClientDto, OwnerChoice } from '@/lib/api-clients/queries';
import { newGrantCode, newSecret, revoke } from './actions';
import { ClientDialog } from './client-dialog';
import type { PickableModule } from './scope-grid';
import { ShownOnce, type ShownOnceProps } from './shown-once';

export type ClientAct =
  | { kind: 'add' }
  | { kind: 'edit' | 'rotate' | 'code' | 'revoke'; client: ApiClientDto }
  | ({ kind: 'shown' } & Omit<ShownOnceProps, 'onClose'>);

export interface ClientActsProps {
  act: ClientAct | null;
  onAct: (act: ClientAct | null) => void;
  owners: readonly OwnerChoice[];
  modules: readonly PickableModule[];
}

/** The dialog of what is being done to a client. */
export function ClientActs({ act, onAct, owners, modules }: ClientActsProps) {
  const close = () => onAct(null);
  const show = (shown: Omit<ShownOnceProps, 'onClose'>) => onAct({ kind: 'shown', ...shown });
  switch (act?.kind) {
    case undefined:
      return null;
    case 'add':
    case 'edit':
      return (
        <ClientDialog
          client={act.kind === 'edit' ? act.client : null}
          owners={owners}
          modules={modules}
          onClose={close}
          onCreated={(name, made) => {
            if ('clientSecret' in made) return show(secretsOf(name, made));
            close();
            toast.success(`${name} waits for its owner`);
          }}
        />
      );
    case 'rotate':
      return <RotateDialog client={act.client} onClose={close} onShow={show} />;
    case 'code':
      return <CodeDialog client={act.client} onClose={close} onShow={show} />;
    case 'revoke':
      return <RevokeDialog client={act.client} onClose={close} />;
    case 'shown':
      return <ShownOnce title={act.title} description={act.description} secrets={act.secrets} onClose={close} />;
  }
}

const secretsOf = (name: string, made: ClientCredentials) => ({
  title: 'Client secret',
  description: `What ${name} needs to get access tokens.`,
  secrets: [
    { label: 'Client ID', value: made.clientId },
    { label: 'Client secret', value: made.clientSecret },
    { label: 'Refresh token', value: made.refreshToken },
  ],
});

interface DialogProps {
  client: ApiClientDto;
  onClose: () => void;
}

interface ShowingDialogProps extends DialogProps {
  onShow: (shown: Omit<ShownOnceProps, 'onClose'>) => void;
}

function RotateDialog({ client, onClose, onShow }: ShowingDialogProps) {
  const rotate = useAction(newSecret, {
    onSuccess: ({ data }) => {
      if (data === null) {
        onClose();
        toast.success(`${client.owner} was told: the new secret is theirs`);
        return;
      }
      onShow({
        title: 'New client secret',
        description: `The old secret of ${client.name} has ended. Its refresh token stays.`,
        secrets: [{ label: 'Client secret', value: data }],
      });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Rotate the secret of ${client.name}?`}
      description="The old secret and all its access tokens end at once. If it acts for somebody else, they have to accept it again and are given the new secret."
      confirmLabel="Rotate secret"
      pending={rotate.isPending}
      onConfirm={() => rotate.execute({ id: client.id })}
    >
      <ActionError of={rotate} />
    </ConfirmDialog>
  );
}

function CodeDialog({ client, onClose, onShow }: ShowingDialogProps) {
  const make = useAction(newGrantCode, {
    onSuccess: ({ data }) =>
      onShow({
        title: 'Grant code',
        description: `${client.name} exchanges it for a refresh token once, within ten minutes.`,
        secrets: [{ label: 'Grant code', value: data.code }],
      }),
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Make a grant code for ${client.name}?`}
      description="For programs that ask for one, as with a self client of Zoho. It is good for ten minutes and once, and may do all that the client may."
      confirmLabel="Make code"
      pending={make.isPending}
      onConfirm={() => make.execute({ id: client.id })}
    >
      <ActionError of={make} />
    </ConfirmDialog>
  );
}

function RevokeDialog({ client, onClose }: DialogProps) {
  const end = useAction(revoke, {
    onSuccess: () => {
      onClose();
      toast.success('API client revoked');
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Revoke ${client.name}?`}
      description="Its next call is refused, and so is every one after. This cannot be undone; what it did stays in the audit log."
      confirmLabel="Revoke"
      tone="danger"
      confirmText={client.name}
      pending={end.isPending}
      onConfirm={() => end.execute({ id: client.id })}
    >
      <ActionError of={end} />
    </ConfirmDialog>
  );
}
