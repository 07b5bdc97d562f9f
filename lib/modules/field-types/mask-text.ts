/** What stands on the screen in place of a marked value. */
export const MASK_TEXT = '••••••';

const BULLETS = /^[\s\-./()]*[•●∙·][\s\-./()•●∙·*]*$/u;
const ASTERISKS = /^[\s\-./()]*\*[\s\-./()]*\*[\s\-./()]*\*[\s\-./()*]*$/u;

/**
 * Whether a text is a mask sent back, in our form or in another program's (`***-**-****`): bullets, or three asterisks
 * or more, with nothing but separators between. Saving it would destroy the value behind it.
 */
export function looksLikeMask(text: string): boolean {
  return BULLETS.test(text) || ASTERISKS.test(text);
}
