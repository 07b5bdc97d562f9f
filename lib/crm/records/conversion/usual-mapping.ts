/** The mapping that is in force until somebody saves another: Zoho CRM's own, and custom fields of the same API name. Pure. */

import type { FieldDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import type { MappedPair } from '@/lib/platform/db/schema/conversions';
import { whyCannotHold } from './fits';
import { LEADS, TARGETS, type Target } from './targets';

const address = (prefix: string, code: string): Record<string, string> => ({
  [`${prefix}_Street`]: 'Street',
  [`${prefix}_City`]: 'City',
  [`${prefix}_State`]: 'State',
  [`${prefix}_${code}`]: 'Zip_Code',
  [`${prefix}_Country`]: 'Country',
});

const same = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));

/** Field of the target → field of the lead. */
const STANDARD: Readonly<Record<Target, Readonly<Record<string, string>>>> = {
  Accounts: {
    Account_Name: 'Company',
    Employees: 'No_of_Employees',
    ...same('Phone', 'Fax', 'Website', 'Industry', 'Annual_Revenue', 'Rating'),
    ...address('Billing', 'Code'),
  },
  Contacts: {
    Title: 'Designation',
    ...same('Salutation', 'First_Name', 'Last_Name', 'Email', 'Phone', 'Mobile', 'Fax', 'Lead_Source'),
    ...same('Secondary_Email', 'Email_Opt_Out', 'Description'),
    ...address('Mailing', 'Zip'),
  },
  Deals: same('Lead_Source'),
};

/** @param metadata whole, or a person's view of it: then without what their profile hides. */
export function usualPairs({ modules }: Pick<OrgMetadata, 'modules'>): MappedPair[] {
  const fieldsOf = (name: string) => modules.find(({ apiName }) => apiName === name)?.fields ?? [];
  const sources = fieldsOf(LEADS);
  return TARGETS.flatMap((target) =>
    fieldsOf(target).flatMap((to): MappedPair[] => {
      const from = sources.find((source) => isUsual(target, source, to));
      return from && whyCannotHold(from, to) === null ? [{ from: from.id, to: to.id }] : [];
    }),
  );
}

function isUsual(target: Target, source: FieldDefinition, to: FieldDefinition): boolean {
  if (source.custom !== to.custom) return false;
  return source.apiName === (to.custom ? to.apiName : STANDARD[target][to.apiName]);
}
