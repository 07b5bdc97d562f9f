import { labelled } from './labelled';

/** Driving and professional licences, certificates, passports, by what they are called. */
export const licenceIn = labelled(
  "(?:driver'?s?'?|driving|medical|nursing|state|pharmacy)? ?licen[cs]e(?! plate)|dl|d\\.l\\.|passport|state id|certificate|green card|alien registration|a-number",
);
