import { labelled } from './labelled';

/** Members' numbers by the name of who pays, and other wordings that the widget's small set leaves out. */
export const payerIn = labelled(
  "(?:blue (?:cross|shield)(?: blue shield)?|bcbs|aetna|cigna|humana|kaiser|anthem|united ?health ?care|uhc|tricare|molina|wellcare|champva|medi-?cal|delta dental|carrier|payer|payor|dependent|card ?holder|policy holder|insurance holder|group|plan|coverage)(?:'s)?(?: member| policy| plan| group| subscriber)?(?: ?(?:#|ids?\\b|no\\b|num(?:ber)?\\b))(?: on (?:the|my|his|her) card)?",
);
