import { labelled } from './labelled';

/** Other numbers and codes that stand for one person (45 CFR 164.514(b)(2)(i)(R)), by what they are called. */
export const otherIdIn = labelled(
  "(?:employee|staff|student|badge|user|customer|client|visitor|donor|subject|participant|study|trial|enrol?lment|accession|specimen|sample|referral|authori[sz]ation|prescription|rx|prior auth|case|file|claimant|voter|visa|uci|household|resident|inmate|veteran|va|dod|military|service|tax|national|identity|personal|registration|record|reference|ref|ref\\.)(?:'s)?(?= ?(?:#|ids?\\b|identifier|no\\b|num|code|card))|tax id|ein|study id|barcode|national insurance|nhs(?= ?(?:#|no\\b|num))|curp|aadhaar|pin code",
);
