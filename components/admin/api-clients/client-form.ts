/** What the form of a client says, as the verbs take it. Pure. */
import { readPurpose } from '@/components/crm/accounting/purpose-field';

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** @param before the client's expiry as it is: a day that was not changed keeps its time. */
export function readClientForm(form: FormData, before: string | null) {
  const day = text(form, 'expiresOn');
  return {
    name: text(form, 'name'),
    ownerId: text(form, 'ownerId'),
    allowedIps: text(form, 'allowedIps')
      .split(/[\s,]+/)
      .filter((line) => line !== ''),
    expiresAt: day === '' ? null : day === before?.slice(0, 10) ? before : `${day}T23:59:59Z`,
    purpose: readPurpose(form),
    protectedInAddress: form.get('protectedInAddress') !== null,
    bySecretAlone: form.get('bySecretAlone') !== null,
    secretInAddress: form.get('secretInAddress') !== null,
    callsPerMinute: Number(text(form, 'callsPerMinute') || 'NaN'),
  };
}

/** The message of a field or of one of its lines (`scopes.0`). */
export function errorOf(errors: Readonly<Record<string, string>>, field: string): string | undefined {
  return Object.entries(errors).find(([path]) => path === field || path.startsWith(`${field}.`))?.[1];
}
