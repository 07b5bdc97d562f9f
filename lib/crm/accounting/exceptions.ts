/**
 * Which disclosures need not be accounted for, 45 CFR 164.528(a)(1), by the purpose that a line has. What has no purpose, or
 * another one, is accounted for: the rule has exceptions, and nobody said that one of them holds. Pure.
 */

/** Why a line is left out of the patient's copy, in words, with the section. */
export interface Exception {
  section: string;
  why: string;
}

const OPERATIONS: Exception = {
  section: '164.528(a)(1)(i)',
  why: 'For treatment, payment or health care operations',
};

const BY_PURPOSE: Readonly<Record<string, Exception>> = {
  treatment: OPERATIONS,
  payment: OPERATIONS,
  operations: OPERATIONS,
  patient_request: { section: '164.528(a)(1)(ii)', why: 'To the person it is about' },
  authorization: { section: '164.528(a)(1)(iv)', why: 'By an authorization of the person it is about' },
};

/** Null: it must be accounted for. */
export const exceptionOf = (purpose: string): Exception | null => BY_PURPOSE[purpose] ?? null;
