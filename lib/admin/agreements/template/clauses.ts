/**
 * The template of an agreement, in words. Each clause says which element of the rule it answers; `elements.ts` ticks them off
 * against the text. A template and not legal advice. Pure.
 */
import type { AgreementKind } from '../kinds';

export interface TemplateInput {
  organisation: string;
  party: string;
  contactName: string;
  contactEmail: string;
  kind: AgreementKind;
  /** `YYYY-MM-DD`. */
  startsOn: string;
  endsOn: string | null;
  renewal: string;
  /** Services in words, each with the address it is reached at. */
  services: readonly string[];
}

export interface Clause {
  /** By which `elements.ts` finds it. */
  id: string;
  title: string;
  /** The paragraph of 45 CFR it answers; null: none asks for it. */
  citation: string | null;
  text: string;
}

export interface Template {
  title: string;
  parties: string;
  clauses: Clause[];
}

export const NOT_LEGAL_ADVICE = 'A template and not legal advice. Have a lawyer read it before you sign.';

/** Who discloses, and who receives, as the rule calls them. */
const ROLES: Readonly<Record<AgreementKind, { ours: string; theirs: string; weGive: boolean }>> = {
  business_associate: { ours: 'Covered Entity', theirs: 'Business Associate', weGive: true },
  subcontractor: { ours: 'Business Associate', theirs: 'Subcontractor', weGive: true },
  covered_entity: { ours: 'Business Associate', theirs: 'Covered Entity', weGive: false },
};

const RULE = '45 CFR 164.504(e)(2)';

export function templateOf(input: TemplateInput): Template {
  const { ours, theirs, weGive } = ROLES[input.kind];
  const [giver, holder] = weGive ? [ours, theirs] : [theirs, ours];
  return {
    title:
      input.kind === 'subcontractor' ? 'Subcontractor Business Associate Agreement' : 'Business Associate Agreement',
    parties: `Between ${input.organisation} (“${ours}”) and ${input.party} (“${theirs}”). Contact of ${input.party}: ${input.contactName}, ${input.contactEmail}.`,
    clauses: [...scope(input, giver, holder), ...duties(giver, holder), ...ending(input, giver, holder)],
  };
}

function scope({ services }: TemplateInput, giver: string, holder: string): Clause[] {
  const covered = services.length > 0 ? services.join('; ') : 'those that both name in writing';
  return [
    {
      id: 'words',
      title: 'Words',
      citation: null,
      text: `Words that 45 CFR Parts 160 and 164 define mean here what they mean there. “PHI” is protected health information that the ${holder} creates, receives, maintains or transmits on behalf of the ${giver}, electronic or not. “Contract” is this agreement.`,
    },
    {
      id: 'uses',
      title: 'Permitted and required uses and disclosures',
      citation: `${RULE}(i)`,
      text: `The ${holder} may use and disclose PHI only to perform these services for the ${giver}: ${covered}; and must disclose it where this agreement or the law requires that. It may not use or further disclose PHI in a manner that would violate Subpart E of 45 CFR Part 164 if done by the ${giver}, except that it may use PHI for its own proper management and administration and to carry out its legal responsibilities, as 45 CFR 164.504(e)(4) provides. It uses and discloses no more than the minimum necessary.`,
    },
  ];
}

function duties(giver: string, holder: string): Clause[] {
  const duty = (letter: string, id: string, title: string, text: string): Clause => ({
    id,
    title,
    citation: `${RULE}(ii)(${letter})`,
    text: `The ${holder} will ${text}`,
  });
  return [
    duty(
      'A',
      'no_other_use',
      'No other use',
      'not use or further disclose PHI other than as permitted or required by this agreement or as required by law.',
    ),
    duty(
      'B',
      'safeguards',
      'Safeguards',
      'use appropriate safeguards, and comply with Subpart C of 45 CFR Part 164 with respect to electronic PHI, to prevent use or disclosure of PHI other than as provided for by this agreement.',
    ),
    duty(
      'C',
      'reports',
      'Reports',
      `report to the ${giver} any use or disclosure of PHI not provided for by this agreement of which it becomes aware, including breaches of unsecured PHI as required by 45 CFR 164.410, and any security incident of which it becomes aware (45 CFR 164.314(a)(2)(i)(C)), without unreasonable delay and no later than ten days after it was discovered.`,
    ),
    duty(
      'D',
      'subcontractors',
      'Subcontractors',
      `ensure, in accordance with 45 CFR 164.502(e)(1)(ii) and 164.308(b)(2), that any subcontractors that create, receive, maintain or transmit PHI on its behalf agree to the same restrictions and conditions that apply to the ${holder} with respect to such information.`,
    ),
    duty(
      'E',
      'access',
      'Access',
      `make available PHI in accordance with 45 CFR 164.524, within ten days after the ${giver} asks.`,
    ),
    duty(
      'F',
      'amendment',
      'Amendment',
      `make available PHI for amendment and incorporate any amendments to PHI in accordance with 45 CFR 164.526, within ten days after the ${giver} asks.`,
    ),
    duty(
      'G',
      'accounting',
      'Accounting of disclosures',
      'keep and make available the information required to provide an accounting of disclosures in accordance with 45 CFR 164.528.',
    ),
    duty(
      'H',
      'delegated',
      'Obligations that are carried out for the other',
      `comply, to the extent that it is to carry out an obligation of the ${giver} under Subpart E of 45 CFR Part 164, with the requirements of that subpart that apply to the ${giver} in the performance of such obligation.`,
    ),
    duty(
      'I',
      'books',
      'Books and records',
      `make its internal practices, books, and records relating to the use and disclosure of PHI received from, or created or received on behalf of, the ${giver} available to the Secretary of Health and Human Services for purposes of determining compliance with Subpart E of 45 CFR Part 164.`,
    ),
    duty(
      'J',
      'return',
      'Return or destruction',
      `at termination of this agreement, if feasible, return or destroy all PHI received from, or created or received on behalf of, the ${giver} that it still maintains in any form, and retain no copies of it; or, if such return or destruction is not feasible, extend the protections of this agreement to that information and limit further uses and disclosures to those purposes that make the return or destruction infeasible.`,
    ),
  ];
}

function ending({ startsOn, endsOn, renewal }: TemplateInput, giver: string, holder: string): Clause[] {
  const until = endsOn === null ? 'It has no end that is set.' : `It ends after ${endsOn}.`;
  return [
    {
      id: 'term',
      title: 'Term',
      citation: null,
      text: `This agreement begins on ${startsOn}. ${until}${renewal ? ` Renewal: ${renewal}.` : ''} Days are of Coordinated Universal Time (UTC).`,
    },
    {
      id: 'termination',
      title: 'Termination',
      citation: `${RULE}(iii)`,
      text: `The ${giver} may terminate this agreement at once if it determines that the ${holder} has violated a material term of it.`,
    },
    {
      id: 'survival',
      title: 'What remains',
      citation: null,
      text: `The duties of the ${holder} about PHI that it still maintains remain after this agreement has ended. Where this agreement can be read in more than one way, it is read so that both comply with 45 CFR Parts 160 and 164.`,
    },
  ];
}
