'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { useAction } from '@/components/ui/use-action';
import type { AgreementDto } from '@/lib/admin/agreements/get';
import type { ConnectionChoice } from '@/lib/admin/agreements/queries';
import { addAgreement, changeAgreement } from './actions';
import { chosenOf, coversOf, offered } from './covers';
import { CoversField } from './covers-field';
import { DetailFields } from './detail-fields';
import { errorOf, readAgreementForm } from './read-form';

export interface AgreementFormProps {
  /** Null adds one. */
  agreement: AgreementDto | null;
  choices: readonly ConnectionChoice[];
  onClose?: () => void;
}

/** Adds or changes an agreement. What waits for a second person stands in it as it was asked for. */
export function AgreementForm({ agreement, choices, onClose }: AgreementFormProps) {
  const router = useRouter();
  const before = agreement?.asked ?? agreement;
  const offers = offered(choices, [...(agreement?.covers ?? []), ...(agreement?.asked?.covers ?? [])]);
  const [chosen, setChosen] = useState(() => chosenOf(before?.covers ?? []));
  const add = useAction(addAgreement, { onSuccess: ({ data }) => router.push(`/setup/agreements/${data.id}`) });
  const change = useAction(changeAgreement, {
    onSuccess: ({ data }) => {
      onClose?.();
      toast.success(data.waits ? 'Saved. What is new waits for a second person' : 'Agreement saved');
    },
  });
  const act = agreement ? change : add;
  const errors = act.result.serverError?.fields ?? {};
  const isSigned = agreement?.signedAt != null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const details = readAgreementForm(new FormData(event.currentTarget), isSigned ? agreement : null);
    const given = { ...details, covers: coversOf(chosen, offers) };
    if (agreement) change.execute({ ...given, agreementId: agreement.id });
    else add.execute(given);
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="flex max-w-3xl flex-col gap-4">
      <ActionError of={act} shown={Object.keys(errors)} />
      {agreement?.status === 'sent' ? (
        <Callout tone="warning">It was sent. When you change it, its link ends, and you send it once more.</Callout>
      ) : null}
      {isSigned ? (
        <Callout tone="info">
          Less to cover, or an earlier end, is in force at once. More, or a later end, waits for a second person.
        </Callout>
      ) : null}
      <Card title="Agreement" id="agreement">
        <DetailFields agreement={agreement} endsOn={before?.endsOn ?? null} isSigned={isSigned} errors={errors} />
      </Card>
      <Card>
        <CoversField offers={offers} chosen={chosen} onChange={setChosen} error={errorOf(errors, 'covers')} />
      </Card>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose ?? (() => router.push('/setup/agreements'))}>Cancel</Button>
        <Button type="submit" variant="primary" pending={act.isPending}>
          {agreement ? 'Save' : 'Add agreement'}
        </Button>
      </div>
    </form>
  );
}
