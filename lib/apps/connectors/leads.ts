import type { RemoteField } from './connector';

/** What Leads call what Contacts call otherwise. Null: a lead has none. */
const OF_LEADS: Readonly<Record<string, string | null>> = {
  Title: 'Designation',
  Account_Name: 'Company',
  Mailing_Street: 'Street',
  Mailing_City: 'City',
  Mailing_State: 'State',
  Mailing_Zip: 'Zip_Code',
  Mailing_Country: 'Country',
  Department: null,
  Date_of_Birth: null,
};

/** The fields of a person, mapped from a contact, mapped from a lead. */
export const forLeads = (fields: readonly RemoteField[]): readonly RemoteField[] =>
  fields.map(({ from, ...field }) => {
    const ofLead = from !== undefined && from in OF_LEADS ? OF_LEADS[from] : from;
    return ofLead ? { ...field, from: ofLead } : field;
  });
