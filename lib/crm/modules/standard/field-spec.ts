/** Short forms for writing down fields: `line('City', 'City')`. */
import type { FieldOptions, FieldTypeKey, PickListOption } from '../field-types/type';
import type { FieldSpec } from './module-spec';

type Rest = Omit<FieldSpec, 'apiName' | 'label' | 'type'>;
type Write = (apiName: string, label: string, rest?: Rest) => FieldSpec;

const writes =
  (type: FieldTypeKey, options?: FieldOptions): Write =>
  (apiName, label, rest = {}) => ({ apiName, label, type, ...(options ? { options } : {}), ...rest });

export const line = writes('single_line');
/** As it stands on an envelope: in several lines. */
export const street = writes('single_line', { lines: 'several' });
export const email = writes('email');
export const phone = writes('phone');
export const url = writes('url');
export const date = writes('date');
export const dateTime = writes('date_time');
export const number = writes('number');
export const decimal = writes('decimal');
export const currency = writes('currency');
export const percent = writes('percent');
export const checkbox = writes('checkbox');
export const user = writes('user');
export const autoNumber = writes('auto_number');
/** Up to 32,000 characters. */
export const text = writes('multi_line', { size: 'large' });

/** A time at which the owner is told (`lib/crm/reminders/tell.ts`). */
export const reminder = (apiName: 'Remind_At' | 'Reminder', label: string, rest: Rest = {}): FieldSpec =>
  dateTime(apiName, label, {
    helpText: 'The owner is told at this time, by the bell. Not while this field is protected.',
    ...rest,
  });

/** Careledger sends no e-mail itself. */
export const emailOptOut = (): FieldSpec =>
  checkbox('Email_Opt_Out', 'Email Opt Out', { helpText: 'For those who read it: Careledger sends no e-mail.' });

/** A lookup of records of another module. */
export const lookup = (apiName: string, label: string, module: string, rest: Rest = {}): FieldSpec => ({
  apiName,
  label,
  type: 'lookup',
  options: { lookupModule: module },
  ...rest,
});

/** A pick list whose values are shown as they are kept. */
export const pick = (apiName: string, label: string, values: readonly string[], rest: Rest = {}): FieldSpec => ({
  apiName,
  label,
  type: 'pick_list',
  options: { pickList: values.map((value): PickListOption => ({ value, label: value })) },
  ...rest,
});

/** Street, city, state, code and country as Zoho CRM names them: `Mailing_Street`, "Mailing Street", … */
export function address(prefix: string, codeName: 'Zip' | 'Code', citySlot?: number): FieldSpec[] {
  const part = (name: string, rest?: Rest) => line(`${prefix}_${name}`, `${prefix} ${name}`, rest);
  return [
    street(`${prefix}_Street`, `${prefix} Street`),
    part('City', citySlot ? { slot: citySlot } : undefined),
    part('State'),
    part(codeName),
    part('Country'),
  ];
}
