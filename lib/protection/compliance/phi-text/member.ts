import { labelled } from './labelled';

/** Numbers of health plans' members, by what they are called. Vague words only with "number", "ID" or "#" after them. */
export const memberIn = labelled(
  "(?:insurance |health |ins )?policy(?:holder)?|subscriber|beneficiary|enrollee|medicaid|medicare|hicn|mbi|(?:health |dental )?insurance(?: (?:plan|card))?|ins|hmo|ppo|(?:member(?:ship)?|insured|group|(?:health ?)?plan|claim|coverage|payer|rx ?(?:bin|grp|pcn))(?:'s)?(?= ?(?:#|ids?\\b|no\\b|num|nmbr|nbr|code|card))",
);
