/**
 * The form in which a statement is compared and written down: without comments, white space as one space, parameters
 * numbered as they come. Lists whose length is that of the data are one long: what follows `in`, rows of values, conditions that are alike.
 */

/** Quoted text and names stay as they are; between them the rest. */
const QUOTED = /('(?:[^']|'')*'|"(?:[^"]|"")*")/;

/** @returns the same for all statements that differ by nothing but lengths of lists, layout and comments. */
export function foldStatement(text: string): string {
  return renumber(oneAlternative(oneRow(oneElement(plainly(text).replaceAll(/\$\d+/g, '$?')))));
}

/** On one line, without comments. */
export function plainly(text: string): string {
  const parts = text.split(QUOTED).map((part, at) => {
    if (at % 2 === 1) return part;
    return part
      .replaceAll(/--[^\n]*/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/\( /g, '(')
      .replaceAll(/ \)/g, ')');
  });
  return parts.join('').trim();
}

/** `in ($?, $?, $?)` is `in ($?)`, with a cast as without. */
const oneElement = (text: string): string =>
  text.replaceAll(/\bin \(\s*(\$\?(?:::[\w[\]]+)?)(?:\s*,\s*\$\?(?:::[\w[\]]+)?)+\s*\)/gi, 'in ($1)');

/** Of groups in parentheses that are alike and follow one another, the first. */
const oneRow = (text: string): string => text.replaceAll(/(\([^()]*\$\?[^()]*\))(?:\s*,\s*\1)+/g, '$1');

/** Of conditions that are alike and joined by `or`, the first. */
const oneAlternative = (text: string): string => text.replaceAll(/(\([^()]*\$\?[^()]*\))(?: or \1)+/g, '$1');

function renumber(text: string): string {
  let at = 0;
  return text.replaceAll('$?', () => {
    at += 1;
    return `$${at}`;
  });
}
