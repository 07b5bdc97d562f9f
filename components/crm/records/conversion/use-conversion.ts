'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { readFieldForm } from '@/components/fields/read-field-form';
import { useAction } from '@/components/ui/use-action';
import type { ConversionDraft, TargetDraft } from '@/lib/crm/records/conversion/draft';
import type { ConvertRequest } from '@/lib/crm/records/conversion/schemas';
import { convert } from './actions';

/** A record that is there by its id, or one of these. Empty: nothing is chosen yet. */
export type Choice = string;

/** The key of an input in the form: two modules may have fields of one name. */
export const inputName = ({ apiName }: Pick<TargetDraft, 'apiName'>, field: string): string => `${apiName}.${field}`;

/** Of several that may be the same nobody is chosen for the person. */
function usualChoice({ creatable, same, named, apiName }: TargetDraft): Choice {
  if (same.records.length > 0) return '';
  if (apiName === 'Accounts' && (!creatable || !named)) return 'none';
  return 'new';
}

export function useConversion(draft: ConversionDraft) {
  const router = useRouter();
  const { Accounts, Contacts, Deals } = draft.targets;
  const [account, chooseAccount] = useState<Choice>(() => usualChoice(Accounts));
  const [contact, chooseContact] = useState<Choice>(() => usualChoice(Contacts));
  const [deal, setDeal] = useState(false);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const { execute, isPending, result } = useAction(convert, {
    onSuccess: ({ data }) => {
      toast.success('The lead was converted');
      router.push(`/m/Contacts/${data.contactId}`);
    },
  });

  function run(form: FormData) {
    const [accountPick, contactPick] = [pickOf(form, Accounts, account), pickOf(form, Contacts, contact)];
    const left = {
      ...(accountPick === null && { Accounts: 'Choose an account, a new one or none.' }),
      ...(contactPick === null && { Contacts: 'Choose a contact or a new one.' }),
    };
    setMissing(left);
    if (!accountPick || !contactPick || contactPick.how === 'none') return;
    execute({
      leadId: draft.leadId,
      version: draft.version,
      account: accountPick,
      contact: contactPick,
      deal,
      values: {
        ...(account === 'new' && { Accounts: givenTo(form, Accounts) }),
        ...(contact === 'new' && { Contacts: givenTo(form, Contacts) }),
        ...(deal && { Deals: givenTo(form, Deals) }),
      },
    });
  }

  return {
    account,
    chooseAccount,
    contact,
    chooseContact,
    deal,
    setDeal,
    run,
    isPending,
    error: result.serverError,
    errors: { ...(result.serverError?.fields ?? {}), ...missing },
  };
}

/** Null while nothing is chosen. */
function pickOf(form: FormData, target: TargetDraft, choice: Choice): ConvertRequest['account'] | null {
  if (choice === 'new' || choice === 'none') return { how: choice };
  const id = choice === 'other' ? String(form.get(inputName(target, 'other')) ?? '') : choice;
  return id === '' ? null : { how: 'join', id };
}

type Given = Record<string, string | string[]>;

/** What was typed for a new record: what the lead gives by itself is not in it. */
function givenTo(form: FormData, target: TargetDraft): Given {
  const fields = target.asked.map(({ field }) => ({ ...field, apiName: inputName(target, field.apiName) }));
  const entries = readFieldForm(form, fields) as Given;
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name.slice(target.apiName.length + 1), entry]),
  );
}
