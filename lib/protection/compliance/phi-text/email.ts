/** Email addresses, read outward from each `@`: a search from the left would read a long word again for every letter. */
import type { Detector, Range } from './span';

const LOCAL = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
const DOMAIN = /(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,8}\p{L}[\p{L}\p{N}-]{1,24}/uy;

export const emailIn: Detector = (text) => {
  const found: Range[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at + 1;
    if (!DOMAIN.test(text)) continue;
    let start = at;
    while (start > 0 && start > at - 64 && LOCAL.test(text.charAt(start - 1))) start--;
    while (start < at && /[^\p{L}\p{N}_]/u.test(text.charAt(start))) start++;
    if (start < at) found.push({ start, end: DOMAIN.lastIndex });
  }
  return found;
};
