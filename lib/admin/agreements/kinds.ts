/** The kinds of agreements, by what the other side is. Pure. */
export const AGREEMENT_KINDS = {
  business_associate: 'Business associate',
  subcontractor: 'Subcontractor',
  covered_entity: 'Covered entity',
} as const;

export type AgreementKind = keyof typeof AGREEMENT_KINDS;
