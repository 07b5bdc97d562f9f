'use client';

import { useAction } from 'next-safe-action/hooks';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ActionError } from '@/components/users/action-error';
import type { MyClientDto } from '@/lib/api-clients/my-clients';
import { acceptProgram, endProgram, newProgramCode, newProgramSecret } from './program-actions';
import type { Shown } from './program-list';

export type ProgramAct = 'accept' | 'end' | 'secret' | 'code';

interface DialogProps {
  program: MyClientDto;
  onClose: () => void;
  onShow: (shown: Shown) => void;
}

/** The dialog of what is being done to a program. */
export function ProgramActs({ act, ...props }: DialogProps & { act: ProgramAct | null }) {
  switch (act) {
    case null:
      return null;
    case 'accept':
      return <AcceptDialog {...props} />;
    case 'end':
      return <EndDialog {...props} />;
    case 'secret':
      return <SecretDialog {...props} />;
    case 'code':
      return <CodeDialog {...props} />;
  }
}

function AcceptDialog({ program: { id, name, scopes, allowedIps, secretDue }, onClose, onShow }: DialogProps) {
  const accept = useAction(acceptProgram, {
    onSuccess: ({ data: { clientId, secrets } }) => {
      onClose();
      toast.success(`${name} acts for you now`);
      if (!secrets) return;
      onShow({
        title: 'Client secret',
        description: `What ${name} needs to get access tokens. Give it to whoever runs the program.`,
        secrets: [
          { label: 'Client ID', value: clientId },
          { label: 'Client secret', value: secrets.clientSecret },
          { label: 'Refresh token', value: secrets.refreshToken },
        ],
      });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Let ${name} act for you?`}
      description={
        secretDue
          ? 'It sees and does what you may, within its scopes, and stands in the audit log. Its secret is made now and shown to you alone, once.'
          : 'It sees and does what you may, within its scopes, and stands in the audit log.'
      }
      confirmLabel="Accept"
      pending={accept.isPending}
      onConfirm={() => accept.execute({ id, scopes, allowedIps })}
    >
      <ActionError of={accept} />
    </ConfirmDialog>
  );
}

function EndDialog({ program: { id, name, acceptedAt }, onClose }: DialogProps) {
  const waits = acceptedAt === null;
  const end = useAction(endProgram, {
    onSuccess: () => {
      onClose();
      toast.success(waits ? 'Refused' : 'It does not act for you any more');
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={waits ? `Refuse ${name}?` : `End ${name}?`}
      description="Its next call is refused, and so is every one after. This cannot be undone; an administrator can make a new one and ask you again."
      confirmLabel={waits ? 'Refuse' : 'End'}
      tone="danger"
      pending={end.isPending}
      onConfirm={() => end.execute({ id })}
    >
      <ActionError of={end} />
    </ConfirmDialog>
  );
}

function SecretDialog({ program: { id, name }, onClose, onShow }: DialogProps) {
  const rotate = useAction(newProgramSecret, {
    onSuccess: ({ data }) => {
      onClose();
      if (data === null) return;
      onShow({
        title: 'New client secret',
        description: `The old secret of ${name} has ended. Its refresh token stays.`,
        secrets: [{ label: 'Client secret', value: data }],
      });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Make a new secret for ${name}?`}
      description="The old secret and all its access tokens end at once. Until it has the new secret, the program gets no more."
      confirmLabel="New secret"
      pending={rotate.isPending}
      onConfirm={() => rotate.execute({ id })}
    >
      <ActionError of={rotate} />
    </ConfirmDialog>
  );
}

function CodeDialog({ program: { id, name }, onClose, onShow }: DialogProps) {
  const make = useAction(newProgramCode, {
    onSuccess: ({ data }) => {
      onClose();
      onShow({
        title: 'Grant code',
        description: `${name} exchanges it for a refresh token once, within ten minutes.`,
        secrets: [{ label: 'Grant code', value: data.code }],
      });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Make a grant code for ${name}?`}
      description="For programs that ask for one, as with a self client of Zoho. It is good for ten minutes and once, and may do all that the client may."
      confirmLabel="Make code"
      pending={make.isPending}
      onConfirm={() => make.execute({ id })}
    >
      <ActionError of={make} />
    </ConfirmDialog>
  );
}
