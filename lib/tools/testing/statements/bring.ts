/** Brings what is written down together with what the sources hold and the tests sent. */
import { basename } from 'node:path';
import { compareRow } from './compare';
import { plainly } from './fold';
import { compareHoles } from './parameters';
import type { Recorded } from './record';
import type { Template } from './templates';
import type { Standing, Written } from './written';

/** Where a template stands, as an editor opens it. */
export const placeOf = ({ file, line, within }: Template): string => `${file}:${line} ${within}`;

const keyOf = ({ file, strings }: { file: string; strings: readonly string[] }) => JSON.stringify([file, strings]);

/** Of what every test sent: the forms of each template, with their columns, and what they took in its holes. */
function gather(recorded: readonly Recorded[]): Map<string, Pick<Recorded, 'sent' | 'holes'>> {
  const found = new Map<string, Pick<Recorded, 'sent' | 'holes'>>();
  for (const one of recorded) {
    const { sent, holes } = found.get(keyOf(one)) ?? { sent: {}, holes: {} };
    for (const [hole, types] of Object.entries(one.holes)) holes[+hole] = [...(holes[+hole] ?? []), ...types];
    found.set(keyOf(one), { sent: { ...sent, ...one.sent }, holes });
  }
  return found;
}

/** @returns what any form that was sent gives, or takes, otherwise than its caller says. */
export function wronglyTyped(templates: readonly Template[], recorded: readonly Recorded[]): string[] {
  const sent = gather(recorded);
  const wrong = templates.flatMap((template) => {
    const { sent: forms, holes } = sent.get(keyOf(template)) ?? { sent: {}, holes: {} };
    const problems = Object.entries(forms).flatMap(([text, columns]) => [
      ...compareRow(template.row, columns),
      ...(template.statement === null || template.statement === text ? [] : [`it is sent as: ${text}`]),
    ]);
    return [...problems, ...compareHoles(template.holes, holes)].map((problem) => `${placeOf(template)}: ${problem}`);
  });
  return [...new Set(wrong)];
}

export interface Run {
  recorded: readonly Recorded[];
  /** All tests ran: what was not sent is sent by none. */
  isWhole: boolean;
  /** What is seen for the first time is taken. */
  isUpdate: boolean;
}

/**
 * What should be written down. A template that has holes for values only says its statement itself. Of another, one of the
 * forms that tests send is kept as long as they send it: that others come and go with made-up data changes nothing.
 */
export function bring(
  templates: readonly Template[],
  written: readonly Written[],
  { recorded, isWhole, isUpdate }: Run,
): Written[] {
  const sent = gather(recorded);
  const old = match(templates, written);
  return inOrder(templates).flatMap((template): Written[] => {
    const { file, within, statement } = template;
    const forms = sent.get(keyOf(template))?.sent;
    const before = old.get(template);
    const texts = Object.keys(forms ?? {}).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    if (texts.length === 0 && !before && !isStatement(template)) return [];
    const isUnseen = before?.text === '' && !isUpdate;
    const text = statement ?? (isUnseen || (before && texts.includes(before.text)) ? before?.text : texts[0]);
    return [{ file, within, text: text ?? before?.text ?? '', standing: standingOf(forms, isWhole, before) }];
  });
}

function standingOf(forms: Recorded['sent'] | undefined, isWhole: boolean, before: Written | undefined): Standing {
  if (forms && Object.keys(forms).length > 0) return 'sent';
  if (isWhole) return forms ? 'part' : 'unsent';
  return before?.standing ?? (forms ? 'part' : 'sent');
}

/** By file, as they stand in it. */
const inOrder = (templates: readonly Template[]): Template[] =>
  [...templates].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));

const VERBS = /^\s*(select|insert|update|delete|with|lock|create|alter|drop|truncate|grant|notify|listen|explain)\b/i;

/** What may be sent by itself, as far as one sees. */
const isStatement = ({ strings, row }: Template): boolean => VERBS.test(strings[0] ?? '') || row.length > 0;

/** Which template each entry was written for: by its place and its text, else, in a file that was moved, by the names. */
export function match(templates: readonly Template[], written: readonly Written[]): Map<Template, Written> {
  const found = new Map<Template, Written>();
  const left = new Set(written);
  const take = (template: Template, isIt: (one: Written) => boolean) => {
    if (found.has(template)) return;
    const entry = [...left].find((one) => one.within === template.within && isIt(one));
    if (!entry) return;
    found.set(template, entry);
    left.delete(entry);
  };
  const specific = inOrder(templates).sort((a, b) => fixedLength(b) - fixedLength(a));
  const isThere = (template: Template, one: Written) => one.file === template.file;
  const isMoved = (template: Template, one: Written) => basename(one.file) === basename(template.file);
  for (const isOf of [isThere, isMoved]) {
    for (const template of specific) {
      take(template, (one) => isOf(template, one) && one.text !== '' && patternOf(template).test(one.text));
    }
    for (const template of inOrder(templates).filter((one) => one.statement === null && isStatement(one))) {
      take(template, (one) => isOf(template, one) && one.text === '');
    }
  }
  return found;
}

/**
 * Which of a statement's parameters stands in which hole of its template.
 * @param text as it is written down; @param parameters OIDs of its parameters
 */
export function typesInHoles(
  template: Template,
  text: string,
  parameters: readonly number[],
): Record<number, number[]> {
  const values = template.holes.flatMap(({ kinds }, at) => (kinds ? [at] : []));
  const [first = '', ...rest] = template.strings.map((fixed) => literally(plainly(fixed)));
  const parts = rest.map((fixed, at) => `${template.holes[at]?.kinds ? String.raw`\s*\$(\d+)\s*` : '.*'}${fixed}`);
  const [, ...numbers] = new RegExp(`^${first}${parts.join('')}$`, 's').exec(text) ?? [];
  return Object.fromEntries(numbers.map((number, at) => [values[at], [parameters[Number(number) - 1] ?? 0]]));
}

const fixedLength = ({ strings }: Template): number => strings.join('').length;

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patterns = new WeakMap<Template, RegExp>();

function patternOf(template: Template): RegExp {
  const made = patterns.get(template);
  if (made) return made;
  const fixed = template.strings.map((text) => literally(plainly(text)));
  const pattern = new RegExp(`^${fixed.join('.*')}$`, 's');
  patterns.set(template, pattern);
  return pattern;
}
