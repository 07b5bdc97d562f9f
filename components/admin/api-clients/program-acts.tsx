'use client';

import { toast } from 'sonner';
import { ConfirmAct } from '@/components/ui/confirm-act';
import type { MyClientDto } from '@/lib/admin/api-clients/my-clients';
import { newSecret } from './actions';
import { GrantCodeDialog } from './grant-code-dialog';
import { acceptProgram, endProgram } from './program-actions';
import { newSecretOf, secretsOf } from './secrets';
import type { Shown } from './shown-once';

export type ProgramAct = 'accept' | 'end' | 'secret' | 'code';

interface DialogProps {
  program: MyClientDto;
  onClose: () => void;
  onShow: (shown: Shown) => void;
}

/** The dialog of what is being done to a program. */
export function ProgramActs({ act, ...props }: DialogProps & { act: ProgramAct | null }) {
  const { program, onClose } = props;
  const { id, name } = program;
  const show = (shown: Shown) => {
    onClose();
    props.onShow(shown);
  };
  switch (act) {
    case null:
      return null;
    case 'accept':
      return <AcceptDialog {...props} />;
    case 'end':
      return <EndDialog {...props} />;
    case 'secret':
      return (
        <ConfirmAct
          act={newSecret}
          input={{ id }}
          title={`Make a new secret for ${name}?`}
          description="The old secret and all its access tokens end at once. Until it has the new secret, the program gets no more."
          confirmLabel="New secret"
          onClose={onClose}
          onDone={(secret) => (secret === null ? onClose() : show(newSecretOf(name, secret)))}
        />
      );
    case 'code':
      return <GrantCodeDialog client={program} onClose={onClose} onShow={show} />;
  }
}

function AcceptDialog({ program: { id, name, scopes, allowedIps, secretDue }, onClose, onShow }: DialogProps) {
  return (
    <ConfirmAct
      act={acceptProgram}
      input={{ id, scopes, allowedIps }}
      title={`Let ${name} act for you?`}
      description={
        secretDue
          ? 'It sees and does what you may, within its scopes, and stands in the audit log. Its secret is made now and shown to you alone, once.'
          : 'It sees and does what you may, within its scopes, and stands in the audit log.'
      }
      confirmLabel="Accept"
      onClose={onClose}
      onDone={({ clientId, secrets }) => {
        onClose();
        toast.success(`${name} acts for you now`);
        if (!secrets) return;
        onShow(secretsOf(name, { clientId, ...secrets }, ' Give it to whoever runs the program.'));
      }}
    />
  );
}

function EndDialog({ program: { id, name, acceptedAt }, onClose }: DialogProps) {
  const waits = acceptedAt === null;
  return (
    <ConfirmAct
      act={endProgram}
      input={{ id }}
      title={waits ? `Refuse ${name}?` : `End ${name}?`}
      description="Its next call is refused, and so is every one after. This cannot be undone; an administrator can make a new one and ask you again."
      confirmLabel={waits ? 'Refuse' : 'End'}
      onClose={onClose}
      onDone={() => {
        onClose();
        toast.success(waits ? 'Refused' : 'It does not act for you any more');
      }}
    />
  );
}
