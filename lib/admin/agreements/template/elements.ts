/** The elements that 45 CFR 164.504(e)(2) asks of a contract, each ticked off against the text of the clause it is in. Pure. */
import type { Clause } from './clauses';

interface Element {
  citation: string;
  /** What the rule asks for, shortly. */
  asks: string;
  clause: string;
  /** What the clause must say. */
  says: readonly RegExp[];
}

const OF = '164.504(e)(2)';

export const ELEMENTS: readonly Element[] = [
  {
    citation: `${OF}(i)`,
    asks: 'Permitted and required uses and disclosures, and none that would violate the Privacy Rule',
    clause: 'uses',
    says: [
      /may use and disclose PHI only to/,
      /must disclose/,
      /may not use or further disclose .* would violate Subpart E/,
    ],
  },
  {
    citation: `${OF}(ii)(A)`,
    asks: 'No use or further disclosure but as the contract or the law permits or requires',
    clause: 'no_other_use',
    says: [/not use or further disclose/, /permitted or required by this agreement or as required by law/],
  },
  {
    citation: `${OF}(ii)(B)`,
    asks: 'Appropriate safeguards, and the Security Rule for electronic information',
    clause: 'safeguards',
    says: [/appropriate safeguards/, /Subpart C of 45 CFR Part 164/, /to prevent use or disclosure/],
  },
  {
    citation: `${OF}(ii)(C)`,
    asks: 'Reports of other uses and disclosures, and of breaches',
    clause: 'reports',
    says: [/report to the/, /of which it becomes aware/, /breaches of unsecured PHI as required by 45 CFR 164\.410/],
  },
  {
    citation: `${OF}(ii)(D)`,
    asks: 'Subcontractors agree to the same restrictions and conditions',
    clause: 'subcontractors',
    says: [/164\.502\(e\)\(1\)\(ii\)/, /subcontractors .* agree to the same restrictions and conditions/],
  },
  {
    citation: `${OF}(ii)(E)`,
    asks: 'Information is available for access by the individual',
    clause: 'access',
    says: [/make available PHI in accordance with 45 CFR 164\.524/],
  },
  {
    citation: `${OF}(ii)(F)`,
    asks: 'Information is available for amendment, and amendments are incorporated',
    clause: 'amendment',
    says: [/for amendment and incorporate any amendments .* 164\.526/],
  },
  {
    citation: `${OF}(ii)(G)`,
    asks: 'What an accounting of disclosures needs is available',
    clause: 'accounting',
    says: [/make available the information required .* accounting of disclosures .* 164\.528/],
  },
  {
    citation: `${OF}(ii)(H)`,
    asks: 'Obligations carried out for the other are carried out as it would have to',
    clause: 'delegated',
    says: [/to the extent .* carry out an obligation/, /requirements of that subpart that apply/],
  },
  {
    citation: `${OF}(ii)(I)`,
    asks: 'Practices, books and records are open to the Secretary',
    clause: 'books',
    says: [/internal practices, books, and records/, /available to the Secretary/],
  },
  {
    citation: `${OF}(ii)(J)`,
    asks: 'At the end all is returned or destroyed, or stays protected',
    clause: 'return',
    says: [/return or destroy all PHI/, /retain no copies/, /not feasible, extend the protections/],
  },
  {
    citation: `${OF}(iii)`,
    asks: 'The contract may be terminated where a material term was violated',
    clause: 'termination',
    says: [/may terminate this agreement/, /violated a material term/],
  },
];

export interface TickedElement {
  citation: string;
  asks: string;
  /** The number of its clause in the text, from 1; null: the text does not say it. */
  clause: number | null;
}

/** Which element is said in which clause. */
export const tickOff = (clauses: readonly Clause[]): TickedElement[] =>
  ELEMENTS.map(({ citation, asks, clause: id, says }) => {
    const at = clauses.findIndex(
      (clause) =>
        clause.id === id && clause.citation === `45 CFR ${citation}` && says.every((one) => one.test(clause.text)),
    );
    return { citation, asks, clause: at < 0 ? null : at + 1 };
  });
