import type { Detector } from './span';

/** With a scheme, with www, or a bare name under one of the common endings. */
const WEB =
  /\b(?:https?:\/\/|www\.)[^\s<>"']{3,500}|(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}(?:com|org|net|edu|gov|info|biz|health|clinic|io|me|us|uk|ca|de)\b(?:\/[^\s<>"']{0,300})?(?!@)/gi;

export const urlIn: Detector = (text) =>
  [...text.matchAll(WEB)].map(({ 0: value, index }) => ({
    start: index,
    end: index + value.replace(/[.,;:!?)\]]{1,9}$/, '').length,
  }));
