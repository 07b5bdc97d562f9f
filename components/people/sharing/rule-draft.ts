/** What a sharing rule is while it is being entered. */
import type { RuleDto } from '@/lib/people/users/sharing/list-rules';
import type { Party } from '@/lib/people/users/sharing/parties';

export interface RuleDraft {
  module: string;
  by: 'owners' | 'value';
  /** `<kind>:<id>`, or nothing yet. */
  from: string;
  field: string;
  values: readonly string[];
  to: string;
}

const keyOf = (party: Party | null): string => (party ? `${party.kind}:${party.id}` : '');

export const draftOf = (rule: RuleDto | null, module: string): RuleDraft => ({
  module: rule?.module ?? module,
  by: rule?.criteria ? 'value' : 'owners',
  from: keyOf(rule?.from ?? null),
  field: rule?.criteria?.field ?? '',
  values: rule?.criteria?.values ?? [],
  to: keyOf(rule?.to ?? null),
});

const partyOf = (key: string): Party => {
  const [kind, id = ''] = key.split(':');
  return { kind: kind as Party['kind'], id };
};

/** As the verbs take it. */
export const sharesOf = ({ module, by, from, field, values, to }: RuleDraft) => ({
  module,
  from: by === 'owners' ? partyOf(from) : null,
  criteria: by === 'value' ? { field, values: [...values] } : null,
  to: partyOf(to),
});
