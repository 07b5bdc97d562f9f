/** What the form of an agreement says, as the verbs take it. Pure. */
import type { AgreementDto } from '@/lib/admin/agreements/get';
import type { AgreementKind } from '@/lib/admin/agreements/kinds';

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** @param signed what was signed already stays as it is: its fields are not to be changed. */
export function readAgreementForm(form: FormData, signed: AgreementDto | null) {
  return {
    party: signed?.party ?? text(form, 'party'),
    kind: signed?.kind ?? (text(form, 'kind') as AgreementKind),
    startsOn: signed?.startsOn ?? text(form, 'startsOn'),
    contactName: text(form, 'contactName'),
    contactEmail: text(form, 'contactEmail'),
    endsOn: text(form, 'endsOn') || null,
    renewal: text(form, 'renewal'),
  };
}

/** The message of a field or of one of its lines (`covers.0.service`). */
export function errorOf(errors: Readonly<Record<string, string>>, field: string): string | undefined {
  return Object.entries(errors).find(([path]) => path === field || path.startsWith(`${field}.`))?.[1];
}
