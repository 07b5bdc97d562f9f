/** The modules that a lead becomes records of, and how these point to one another, as in Zoho CRM. Pure. */

export const LEADS = 'Leads';
export const TARGETS = ['Accounts', 'Contacts', 'Deals'] as const;
export type Target = (typeof TARGETS)[number];

/** Lookups of the standard modules. */
export const TO_ACCOUNT = 'Account_Name';
export const TO_CONTACT = 'Contact_Name';

/** So long whoever converted a lead may undo it. */
export const UNDO_HOURS = 24;
