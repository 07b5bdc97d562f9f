'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import {
  confirmTextOf,
  RETENTION_KIND_HINTS,
  RETENTION_KIND_NAMES,
  RETENTION_KINDS,
  shortenedKinds,
  TERMS,
  type Term,
  type Terms,
} from '@/lib/protection/ledger/retention/kinds';
import { saveTerms } from './actions';
import { ShortenDialog } from './shorten-dialog';

const WORDS: Record<Term, string> = {
  '60 days': '60 days (Zoho CRM’s)',
  '1 year': '1 year (SalesIQ’s)',
  '3 years': '3 years',
  '6 years': '6 years (45 CFR 164.316)',
  forever: 'For good',
};
const OPTIONS = TERMS.map((term) => ({ value: term, label: WORDS[term] }));

/** How long each kind of entries is kept. What a shorter term takes is said before it is saved. */
export function TermsCard({ terms: before, mayChange }: { terms: Terms; mayChange: boolean }) {
  const [terms, setTerms] = useState(before);
  const [asking, setAsking] = useState(false);
  const save = useAction(saveTerms, {
    onSuccess: ({ data }) => {
      setAsking(false);
      toast.success(data.waits ? 'Asked: a second person has to confirm what is shorter' : 'Terms saved');
    },
  });
  const confirmText = confirmTextOf(terms, before);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (shortenedKinds(terms, before).length > 0) setAsking(true);
    else save.execute({ terms });
  }

  return (
    <form method="post" onSubmit={submit} noValidate>
      <Card
        id="terms"
        title="Terms"
        footer={
          mayChange ? (
            <Button type="submit" variant="primary" pending={save.isPending}>
              Save terms
            </Button>
          ) : null
        }
      >
        <div className="flex max-w-xl flex-col gap-4">
          {asking ? null : <ActionError of={save} />}
          <Callout tone="info">
            HIPAA asks that documentation is kept for six years (45 CFR 164.316(b)(2)(i)). A shorter term has to be
            typed out, needs a second person where there is one, and counts a day later.
          </Callout>
          {RETENTION_KIND_NAMES.map((kind) => (
            <Field key={kind} label={RETENTION_KINDS[kind]} hint={RETENTION_KIND_HINTS[kind]}>
              <Select
                options={OPTIONS}
                value={terms[kind]}
                disabled={!mayChange}
                onChange={(event) => setTerms({ ...terms, [kind]: event.currentTarget.value as Term })}
              />
            </Field>
          ))}
          <p className="text-muted text-sm">
            What is kept for good: approvals, keys, reviews, findings of what was changed outside Careledger, holds,
            backups that were put back, and what expired.
          </p>
        </div>
      </Card>
      {asking ? (
        <ShortenDialog
          terms={terms}
          confirmText={confirmText}
          save={save}
          onClose={() => setAsking(false)}
          onConfirm={() => save.execute({ terms, ...(confirmText !== '' && { confirmation: confirmText }) })}
        />
      ) : null}
    </form>
  );
}
