/** How the sign-in form is told that a proof of work is needed: next-auth hands on one text. Pure. */

const PREFIX = 'proof:';

export const askForProof = (challenge: string): string => `${PREFIX}${challenge}`;

/** The challenge in an answer, or null. */
export const challengeIn = (answer: string): string | null =>
  answer.startsWith(PREFIX) ? answer.slice(PREFIX.length) : null;
