'use client';

import { Ban, Pencil, Send, ShieldCheck } from 'lucide-react';
import { toast } from 'sonner';
import { ShownOnce } from '@/components/admin/api-clients/shown-once';
import { Button } from '@/components/ui/button';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { useAction } from '@/components/ui/use-action';
import type { AgreementDto } from '@/lib/admin/agreements/get';
import type { Sent } from '@/lib/admin/agreements/signing/send';
import { askOnceMore, takeLinkBack, withdraw } from './actions';
import { SendDialog } from './send-dialog';

export type AgreementAct =
  | { kind: 'edit' | 'send' | 'withdraw' }
  | { kind: 'revoke'; signingId: string }
  | { kind: 'shown'; sent: Sent };

interface ButtonsProps {
  agreement: AgreementDto;
  onAct: (act: AgreementAct) => void;
}

export function AgreementButtons({ agreement: { id, status, signedAt }, onAct }: ButtonsProps) {
  const ask = useAction(askOnceMore, {
    onSuccess: ({ data }) => toast.success(data.waits ? 'It waits for a second person' : 'The agreement is in force'),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'The server did not answer. Try again.'),
  });
  if (status === 'withdrawn') return null;
  return (
    <>
      {status === 'stopped' ? (
        <Button variant="primary" pending={ask.isPending} onClick={() => ask.execute({ agreementId: id })}>
          <ShieldCheck aria-hidden="true" />
          Put in force
        </Button>
      ) : null}
      {signedAt || status === 'changed' ? null : (
        <Button variant="primary" onClick={() => onAct({ kind: 'send' })}>
          <Send aria-hidden="true" />
          Send for signing
        </Button>
      )}
      {status === 'changed' ? null : (
        <Button onClick={() => onAct({ kind: 'edit' })}>
          <Pencil aria-hidden="true" />
          Edit
        </Button>
      )}
      <Button variant="danger" onClick={() => onAct({ kind: 'withdraw' })}>
        <Ban aria-hidden="true" />
        Withdraw
      </Button>
    </>
  );
}

interface ActsProps {
  agreement: AgreementDto;
  ourName: string;
  act: AgreementAct | null;
  onAct: (act: AgreementAct | null) => void;
}

/** The dialog of what is being done. */
export function AgreementActs({ agreement, ourName, act, onAct }: ActsProps) {
  const close = () => onAct(null);
  const closeWith = (words: string) => () => {
    close();
    toast.success(words);
  };
  switch (act?.kind) {
    case 'send':
      return (
        <SendDialog
          agreement={agreement}
          ourName={ourName}
          onClose={close}
          onSent={(sent) => onAct({ kind: 'shown', sent })}
        />
      );
    case 'shown':
      return (
        <ShownOnce
          title="The link is made"
          description={`Send the link to ${agreement.contactName} (${agreement.contactEmail}), and tell the secret by another way, such as the telephone. The link ends in 14 days.`}
          warning="Shown only now. Careledger sends no mail: it is you who sends the link."
          secrets={[
            { label: 'Link', value: `${window.location.origin}${act.sent.path}` },
            { label: 'Secret', value: act.sent.secret },
          ]}
          onClose={close}
        />
      );
    case 'revoke':
      return (
        <ConfirmAct
          act={takeLinkBack}
          input={{ agreementId: agreement.id, signingId: act.signingId }}
          title="Take the link back?"
          description="It opens nothing from now on. You can send another."
          confirmLabel="Take back"
          onClose={close}
          onDone={closeWith('The link is taken back')}
        />
      );
    case 'withdraw':
      return (
        <ConfirmAct
          act={withdraw}
          input={{ agreementId: agreement.id }}
          title={`Withdraw the agreement with ${agreement.party}?`}
          description={whatStops(agreement)}
          confirmLabel="Withdraw"
          onClose={close}
          onDone={closeWith('The agreement is withdrawn')}
        />
      );
    default:
      return null;
  }
}

/** What withdrawing stops, from facts. */
function whatStops({ status, onlyThis }: AgreementDto): string {
  const always = 'This cannot be undone; its papers stay.';
  if (status !== 'in_force' && status !== 'widening') return `It covers nothing now, so nothing stops. ${always}`;
  if (onlyThis.length === 0) return `What it covers is covered by another agreement too, so nothing stops. ${always}`;
  return `No other agreement covers this: ${onlyThis.join(', ')}. It gets no health data from the next request on. ${always}`;
}
