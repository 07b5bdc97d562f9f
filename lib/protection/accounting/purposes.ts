/** What for something is disclosed, as a line of the accounting says it: the basis of it, 45 CFR 164.528(b)(2)(iv). Pure. */
import { PURPOSES } from '@/lib/protection/compliance/purposes';

/**
 * What an app is connected for, a program reads for, or an export is made for. Treatment, payment and operations need not be
 * accounted for (164.506), nor what the patient asks for or authorizes; the others are those of 164.512.
 */
export const STATED_PURPOSES = {
  operations: PURPOSES.operations,
  treatment: PURPOSES.treatment,
  payment: PURPOSES.payment,
  patient_request: PURPOSES.patient_request,
  authorization: 'Authorization of the patient',
  required_by_law: 'Required by law',
  public_health: 'Public health activities',
  oversight: 'Health oversight',
  judicial: 'Judicial or administrative proceeding',
  law_enforcement: 'Law enforcement',
  research: 'Research',
} as const;
export type StatedPurpose = keyof typeof STATED_PURPOSES;

const isStated = (text: string): text is StatedPurpose => Object.hasOwn(STATED_PURPOSES, text);

/** One that is stated; null where it is none of them. */
export const statedIn = (text: string | null | undefined): StatedPurpose | null =>
  text && isStated(text) ? text : null;

/** One that is stated; else health care operations: what everyday work is done for. */
export const statedOr = (text: string | null | undefined): StatedPurpose => statedIn(text) ?? 'operations';

/** `unstated`: nobody has said of a program what it reads for. It is accounted for. */
export const UNSTATED = 'unstated';
export type ProgramPurpose = StatedPurpose | typeof UNSTATED;

/** All that a line may say; `other` is what people give beside a reveal, with words. */
export const LINE_PURPOSES: Readonly<Record<string, string>> = {
  ...PURPOSES,
  ...STATED_PURPOSES,
  [UNSTATED]: 'Not stated',
};

/** Of a choice, in their order. */
export const PURPOSE_KEYS = Object.keys(STATED_PURPOSES) as [StatedPurpose, ...StatedPurpose[]];
