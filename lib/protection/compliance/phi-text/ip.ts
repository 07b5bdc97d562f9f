import { namedOtherwise } from './named-otherwise';
import type { Detector } from './span';

const V4 = /(?<![\d.]|\bv)(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)/gi;
const V6 = /(?<![\w:.])(?=[0-9a-f]{0,4}:)[0-9a-f:]{3,39}(?![\w:])/gi;

const isV4 = (value: string) => value.split('.').every((part) => Number(part) < 256 && String(Number(part)) === part);

/** Eight groups of at most four hexadecimal digits, or fewer around one `::` (RFC 4291, 2.2). */
function isV6(value: string): boolean {
  const halves = value.split('::');
  const groups = halves.flatMap((half) => (half ? half.split(':') : []));
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length > 1 && groups.length < 8;
}

export const ipIn: Detector = (text) =>
  [
    ...[...text.matchAll(V4)].filter(({ 0: value, index }) => isV4(value) && !namedOtherwise(text, index)),
    ...[...text.matchAll(V6)].filter(({ 0: value }) => isV6(value)),
  ].map(({ 0: value, index }) => ({ start: index, end: index + value.length }));
