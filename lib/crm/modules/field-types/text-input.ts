import { looksLikeMask } from './mask-text';
import { accept, empty, type Parsed, refuse, whenGiven } from './type';
import { whyUnreadable } from './unreadable';

/** Reads one text: trimmed, whole Unicode, no NUL (PostgreSQL cannot keep one), no mask. Absent, null and blank are empty. */
export function readText(input: unknown): Parsed<string> {
  if (input === undefined || input === null) return empty;
  if (typeof input !== 'string') return refuse('This must be text.');
  if (input.includes('\0'))
    return refuse(whyUnreadable(input) ?? 'This text holds a NUL character, which cannot be kept.');
  if (!input.isWellFormed()) return refuse('This text holds half a character, which cannot be kept.');
  const text = input.trim();
  if (text === '') return empty;
  if (looksLikeMask(text)) return refuse('This looks like a mask, not a value.');
  return accept(text);
}

const LINE_BREAK = /[\n\r\u2028\u2029]/u;

/** Reads a text of one line. */
export function readLine(input: unknown, maxLength: number): Parsed<string> {
  return whenGiven(readText(input), (text) => {
    if (LINE_BREAK.test(text)) return refuse('This must be one line.');
    return text.length > maxLength ? refuse(tooLong(maxLength)) : accept(text);
  });
}

/** Reads a text of several lines. Browsers send CRLF whatever was typed: one form of line end. */
export function readLines(input: unknown, maxLength: number): Parsed<string> {
  return whenGiven(readText(input), (text) => {
    const lines = text.replace(/\r\n?/gu, '\n');
    return lines.length > maxLength ? refuse(tooLong(maxLength)) : accept(lines);
  });
}

export function tooLong(maxLength: number): string {
  return `At most ${maxLength.toLocaleString('en-US')} characters.`;
}
