/** Every rule of the review desk, in the order of its settings. Pure: the screens read their words. */
import type { ReviewSettings } from '../settings-schema';
import { atNight } from './at-night';
import { bulkReveal } from './bulk-reveal';
import { dormantAccount } from './dormant-account';
import { firstExport } from './first-export';
import { noOpenActivity } from './no-open-activity';
import { refusedAttempts } from './refused-attempts';
import type { Evidence, Finding, Rule, RuleName } from './rule';
import { sameSurname } from './same-surname';

export const RULES: { readonly [Name in RuleName]: Rule<Name> } = {
  bulk_reveal: bulkReveal,
  same_surname: sameSurname,
  at_night: atNight,
  no_open_activity: noOpenActivity,
  refused_attempts: refusedAttempts,
  dormant_account: dormantAccount,
  first_export: firstExport,
};

export const RULE_NAMES = Object.keys(RULES) as [RuleName, ...RuleName[]];

/** What every rule that is on finds. */
export function findAll(evidence: Evidence, settings: ReviewSettings): (Finding & { rule: RuleName })[] {
  const by = <Name extends RuleName>(name: Name) =>
    settings[name].on ? RULES[name].find(evidence, settings[name]).map((found) => ({ ...found, rule: name })) : [];
  return RULE_NAMES.flatMap((name) => by(name));
}

/** The words of a rule; of one that another version knew, its name. */
export function wordsOf(rule: string): Pick<Rule, 'title' | 'why' | 'found'> {
  const known = Object.hasOwn(RULES, rule) ? RULES[rule as RuleName] : undefined;
  return known ?? { title: rule.replaceAll('_', ' '), why: '', found: () => '' };
}
