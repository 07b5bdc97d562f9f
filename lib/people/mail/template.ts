/** What a mail says, apart from its two forms. Pure. */

/** Names of people, settings and places of ours; lines of notices. Never a value of a record. */
export type MailFacts = Readonly<Record<string, string | number | readonly string[]>>;

export interface MailTemplate {
  /** For the outbox. */
  label: string;
  /** The facts it takes: no other is kept of what is given. */
  takes: readonly string[];
  subject(facts: MailFacts): string;
  paragraphs(facts: MailFacts): readonly string[];
  /** The words of its link: one that opens something once, or a page of ours. */
  link: string;
  /** Where the link leads when the mail brings none that opens something. */
  page?: string;
}

export const textOf = (facts: MailFacts, name: string): string => {
  const fact = facts[name];
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '';
};

export const linesOf = (facts: MailFacts, name: string): readonly string[] => {
  const fact = facts[name];
  return Array.isArray(fact) ? fact : [];
};
