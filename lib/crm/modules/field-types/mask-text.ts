/** What stands on the screen in place of a marked value. */
export const MASK_TEXT = '••••••';

const BULLET = /[•●∙·]/u;
const SEPARATORS_AND_BULLETS = /^[\s\-./()•●∙·*]+$/u;
const THREE_ASTERISKS = /^(?:[\s\-./()]*\*){3}[\s\-./()*]*$/u;
const BULLETS_IN_A_ROW = /[•●]{3}/u;

/**
 * Whether a text is or carries a mask sent back, in our form or in another program's (`***-**-****`, `•••-••-5679`).
 * Saving it would destroy the value behind it. `****1234` passes: people write card numbers so.
 */
export function looksLikeMask(text: string): boolean {
  if (BULLETS_IN_A_ROW.test(text) || THREE_ASTERISKS.test(text)) return true;
  return SEPARATORS_AND_BULLETS.test(text) && BULLET.test(text);
}
