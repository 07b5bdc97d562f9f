'use client';

import { ArrowRightLeft } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useMemo, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import type { ConversionDraft } from '@/lib/crm/records/conversion/draft';
import { useSources } from '../form/use-sources';
import { AskedFields } from './asked-fields';
import { TargetCard } from './target-card';
import { inputName, useConversion } from './use-conversion';

const NO_NAMES = { users: {}, lookups: {} };

/** What a lead becomes. What was typed stays on the form whatever the server answers. */
export function ConvertForm({ draft }: { draft: ConversionDraft }) {
  const router = useRouter();
  const sources = useSources(draft.users, NO_NAMES);
  const { account, chooseAccount, contact, chooseContact, deal, setDeal, run, isPending, error, errors } =
    useConversion(draft);
  const { Accounts, Contacts, Deals } = draft.targets;
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) alert.current?.focus();
  }, [error]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    run(new FormData(event.currentTarget));
  }

  const shown = useMemo(
    () => [Accounts, Contacts, Deals].flatMap((one) => one.asked.map(({ field }) => inputName(one, field.apiName))),
    [Accounts, Contacts, Deals],
  );
  const elsewhere = Object.entries(error?.fields ?? {}).filter(([name]) => !shown.includes(name));
  return (
    <form method="post" onSubmit={submit} noValidate className="flex max-w-3xl flex-col gap-4" aria-label="Convert">
      <div ref={alert} tabIndex={-1} className="outline-none empty:hidden">
        {error ? (
          <Callout tone="danger" role="alert" title={error.message}>
            {elsewhere.map(([name, message]) => (
              <p key={name}>{`${name}: ${message}`}</p>
            ))}
          </Callout>
        ) : null}
      </div>
      {draft.papersStay ? (
        <Callout tone="warning">
          Notes and files stay on the lead: leads hold personal health data, and contacts are not set up to.
        </Callout>
      ) : null}
      <TargetCard
        target={Accounts}
        choice={account}
        onChoose={chooseAccount}
        sources={sources}
        errors={errors}
        optional
      />
      <TargetCard target={Contacts} choice={contact} onChoose={chooseContact} sources={sources} errors={errors} />
      <Card id="Deals" title={Deals.singular}>
        <div className="flex flex-col gap-4">
          <Checkbox
            label="Make a deal as well"
            checked={deal}
            disabled={!Deals.creatable}
            description={Deals.creatable ? undefined : 'Your profile may not make one.'}
            onCheckedChange={setDeal}
          />
          {deal ? <AskedFields target={Deals} sources={sources} errors={errors} /> : null}
        </div>
      </Card>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-md text-muted text-sm">
          {draft.papersStay ? 'Conversations' : 'Notes, files and conversations'} move to the contact. The lead leaves
          the lists; for a day the conversion can be undone.
        </p>
        <div className="flex gap-2">
          <Button variant="secondary" onClick={() => router.back()} disabled={isPending}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" pending={isPending}>
            <ArrowRightLeft aria-hidden="true" />
            Convert
          </Button>
        </div>
      </div>
    </form>
  );
}
