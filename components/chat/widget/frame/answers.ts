/** The questions before a chat: which are asked, and what is wrong with the answers. Pure. */
import type { WidgetBrand } from '@/lib/ways-in/widget/contract';
import type { CustomField, Given } from '../protocol';
import type { Texts } from './texts';

const KNOWN = ['name', 'email', 'phone', 'question'] as const;
type Known = (typeof KNOWN)[number];

export interface Question {
  /** Of the input: a known field, or `custom:` and the field's name. */
  key: string;
  label: string;
  hint: string;
  required: boolean;
  type: 'text' | 'email' | 'tel' | 'number' | 'url' | 'textarea' | 'select' | 'checks' | 'label';
  maxLength: number;
  minLength: number;
  options: { text: string; value: string }[];
  autocomplete: string;
  value: string;
}

const LONGEST: Record<Known, number> = { name: 200, email: 254, phone: 50, question: 5_000 };
const TYPES: Record<Known, Question['type']> = { name: 'text', email: 'email', phone: 'tel', question: 'textarea' };
const AUTOCOMPLETE: Record<Known, string> = { name: 'name', email: 'email', phone: 'tel', question: 'off' };

/** SalesIQ lets a site change the form's own fields as `_default.name`. */
const DEFAULT_FIELDS: Record<string, Known> = {
  '_default.name': 'name',
  '_default.email': 'email',
  '_default.phone': 'phone',
  '_default.contactnumber': 'phone',
  '_default.question': 'question',
};

/** Empty when the brand asks nothing before a chat. */
export function questionsOf({ preChat, online }: WidgetBrand, given: Given, t: Texts): Question[] {
  if (!preChat.enabled) return [];
  const custom = customOf(given, online);
  const overrides = new Map(given.fields.map((field) => [DEFAULT_FIELDS[field.name], field]));
  const known = KNOWN.filter((key) => preChat.fields[key]?.shown).map((key): Question => {
    const override = overrides.get(key);
    return {
      key,
      label: t[key],
      hint: override?.hint || preChat.fields[key].hint,
      required: preChat.fields[key].mandatory || (override?.required ?? false),
      type: TYPES[key],
      maxLength: LONGEST[key],
      minLength: 0,
      options: [],
      autocomplete: AUTOCOMPLETE[key],
      value: given[key],
    };
  });
  const asked = custom.filter(({ value, hint }) => hint !== '' || value === '').map(toQuestion);
  // The question comes last, where one writes on.
  const isLast = ({ key }: Question) => key === 'question';
  return [...known.filter((one) => !isLast(one)), ...asked, ...known.filter(isLast)];
}

const customOf = ({ fields }: Given, online: boolean): CustomField[] =>
  fields.filter(
    ({ name, visibility }) =>
      !(name in DEFAULT_FIELDS) && (visibility === 'both' || (visibility === 'online') === online),
  );

function toQuestion({ name, hint, type, required, maxLength, minLength, options, value }: CustomField): Question {
  return {
    key: `custom:${name}`,
    label: name,
    hint,
    required: required && type !== 'label',
    type: inputType(type, options.length > 0),
    maxLength,
    minLength,
    options,
    autocomplete: 'off',
    value,
  };
}

function inputType(type: string, hasOptions: boolean): Question['type'] {
  if (type === 'checkbox') return 'checks';
  if (hasOptions) return 'select';
  if (type === 'label' || type === 'email' || type === 'url' || type === 'textarea') return type;
  return type === 'number' ? 'number' : 'text';
}

/** By key, what has to be mended before it is worth sending. The server has the last word. */
export function faultsOf(
  questions: readonly Question[],
  answers: Record<string, string>,
  t: Texts,
): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const { key, required, type, minLength } of questions) {
    const answer = (answers[key] ?? '').trim();
    if (answer === '') {
      if (required) faults[key] = t.missing;
    } else if (type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(answer)) faults[key] = t.badEmail;
    else if (answer.length < minLength) faults[key] = t.tooShort.replace('{count}', String(minLength));
  }
  return faults;
}

export interface StartAnswers {
  name?: string;
  email?: string;
  phone?: string;
  question?: string;
  /** Parts of the question that the visitor chose to seal. */
  hidden?: { start: number; end: number; kind: string }[];
  custom: Record<string, string>;
}

/** What is sent: the answers, and what the host page gave that nobody was asked for. */
export function startAnswers(
  questions: readonly Question[],
  answers: Record<string, string>,
  given: Given,
): StartAnswers {
  const asked = new Set(questions.map(({ key }) => key));
  const result: StartAnswers = { custom: { ...given.info } };
  for (const key of KNOWN) {
    const value = (asked.has(key) ? answers[key] : given[key])?.trim();
    if (value) result[key] = value;
  }
  for (const { name, value } of given.fields) {
    const key = `custom:${name}`;
    const answer = (asked.has(key) ? answers[key] : value)?.trim();
    if (answer && !(name in DEFAULT_FIELDS)) result.custom[name] = answer;
  }
  return result;
}
