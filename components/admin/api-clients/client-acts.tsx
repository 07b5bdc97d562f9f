'use client';

import { toast } from 'sonner';
import { ConfirmAct } from '@/components/ui/confirm-act';
import type { ApiClientDto, OwnerChoice } from '@/lib/admin/api-clients/queries';
import { newSecret, revoke } from './actions';
import { ClientDialog } from './client-dialog';
import { GrantCodeDialog } from './grant-code-dialog';
import type { PickableModule } from './scope-grid';
import { newSecretOf, secretsOf } from './secrets';
import { type Shown, ShownOnce } from './shown-once';

export type ClientAct =
  | { kind: 'add' }
  | { kind: 'edit' | 'rotate' | 'code' | 'revoke'; client: ApiClientDto }
  | ({ kind: 'shown' } & Shown);

export interface ClientActsProps {
  act: ClientAct | null;
  onAct: (act: ClientAct | null) => void;
  owners: readonly OwnerChoice[];
  modules: readonly PickableModule[];
}

/** The dialog of what is being done to a client. */
export function ClientActs({ act, onAct, owners, modules }: ClientActsProps) {
  const close = () => onAct(null);
  const show = (shown: Shown) => onAct({ kind: 'shown', ...shown });
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
      return (
        <ConfirmAct
          act={newSecret}
          input={{ id: act.client.id }}
          title={`Rotate the secret of ${act.client.name}?`}
          description="The old secret and all its access tokens end at once. If it acts for somebody else, they have to accept it again and are given the new secret."
          confirmLabel="Rotate secret"
          onClose={close}
          onDone={(secret) => {
            if (secret !== null) return show(newSecretOf(act.client.name, secret));
            close();
            toast.success(`${act.client.owner} was told: the new secret is theirs`);
          }}
        />
      );
    case 'code':
      return <GrantCodeDialog client={act.client} onClose={close} onShow={show} />;
    case 'revoke':
      return (
        <ConfirmAct
          act={revoke}
          input={{ id: act.client.id }}
          title={`Revoke ${act.client.name}?`}
          description="Its next call is refused, and so is every one after. This cannot be undone; what it did stays in the audit log."
          confirmLabel="Revoke"
          confirmText={act.client.name}
          onClose={close}
          onDone={() => {
            close();
            toast.success('API client revoked');
          }}
        />
      );
    case 'shown':
      return <ShownOnce title={act.title} description={act.description} secrets={act.secrets} onClose={close} />;
  }
}
