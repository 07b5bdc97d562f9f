/** Why a person asks for a masked value (45 CFR 164.506: treatment, payment, health care operations; 164.524: the patient). */
export const PURPOSES = {
  treatment: 'Treatment',
  payment: 'Payment',
  operations: 'Health care operations',
  patient_request: 'Request of the patient',
  other: 'Other',
} as const;

export type Purpose = keyof typeof PURPOSES;
