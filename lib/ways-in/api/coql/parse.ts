/** COQL, the query language of Zoho CRM, read by recursive descent. Pure: throws nothing but ApiError. */
import { ApiError } from '../api-error';
import { syntaxError, type Token, tokensOf } from './tokens';

export type Comparator =
  | 'equal'
  | 'not_equal'
  | 'less_than'
  | 'less_equal'
  | 'greater_than'
  | 'greater_equal'
  | 'in'
  | 'not_in'
  | 'between'
  | 'not_between'
  | 'starts_with'
  | 'contains'
  | 'is_empty'
  | 'is_not_empty';

export interface Comparison {
  field: string;
  comparator: Comparator;
  /** As texts; the field's type reads them. */
  values: readonly string[];
  /** Written by a pattern: of what is no text there is none. */
  like?: true;
}

export type Criteria = { all: readonly Criteria[] } | { any: readonly Criteria[] } | Comparison;

export interface CoqlQuery {
  /** `count`: of the records instead of fields of them. */
  select: readonly string[] | 'count';
  module: string;
  where: Criteria | null;
  order: { field: string; order: 'asc' | 'desc' } | null;
  offset: number;
  limit: number;
}

export const MOST_ROWS = 2000;
const DEFAULT_ROWS = 200;
export const FURTHEST_OFFSET = 100_000;
const MOST_CONDITIONS = 25;
const DEEPEST = 20;
const MOST_VALUES = 100;

/** @throws SYNTAX_ERROR; NOT_SUPPORTED for groups, aggregates and joins; LIMIT_EXCEEDED. */
export function parseCoql(text: string): CoqlQuery {
  return new Parser(tokensOf(text)).query();
}

export const notSupported = (what: string) =>
  new ApiError(400, 'NOT_SUPPORTED', `${what} is not supported`, { clause: what });

const tooMany = (what: string, limit: number) =>
  new ApiError(400, 'LIMIT_EXCEEDED', `too many ${what} in the query`, { limit });

const SIGNS: Record<string, Comparator> = {
  '=': 'equal',
  '!=': 'not_equal',
  '<>': 'not_equal',
  '<': 'less_than',
  '<=': 'less_equal',
  '>': 'greater_than',
  '>=': 'greater_equal',
};

class Parser {
  #n = 0;
  #conditions = 0;
  #depth = 0;

  constructor(readonly tokens: readonly Token[]) {}

  query(): CoqlQuery {
    this.#expect('select');
    const select = this.#selected();
    this.#expect('from');
    const module = this.#name('a module');
    const where = this.#take('where') ? this.#either() : null;
    if (this.#is('group')) throw notSupported('group by');
    const order = this.#take('order') ? this.#order() : null;
    const rows = this.#rows();
    if (this.#next.kind !== 'end') throw this.#unexpected('the end of the query');
    return { select, module, where, order, ...rows };
  }

  get #next(): Token {
    return this.tokens[this.#n] as Token;
  }

  #is(word: string): boolean {
    const { kind, text } = this.#next;
    return (kind === 'word' || kind === 'sign') && text.toLowerCase() === word;
  }

  #take(word: string): boolean {
    if (!this.#is(word)) return false;
    this.#n += 1;
    return true;
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.#unexpected(word);
  }

  /** Of what stands there, only a word of the language is told back: any other may be a value. */
  #unexpected(expected: string): ApiError {
    const { kind, text, at } = this.#next;
    const isSyntax = kind === 'sign' || (kind === 'word' && RESERVED.has(text.toLowerCase()));
    return syntaxError(`expected ${expected}`, at, isSyntax ? { near: text } : {});
  }

  #name(what: string): string {
    const { kind, text } = this.#next;
    if (kind !== 'word' || RESERVED.has(text.toLowerCase())) throw this.#unexpected(what);
    this.#n += 1;
    return text;
  }

  #selected(): readonly string[] | 'count' {
    const names: string[] = [];
    do {
      const name = this.#name('a field');
      if (this.#take('(')) return this.#aggregate(name, names.length > 0);
      if (this.#is('as')) throw notSupported('as');
      names.push(name);
    } while (this.#take(','));
    return names;
  }

  #aggregate(name: string, isAmongOthers: boolean): 'count' {
    const isCount = name.toLowerCase() === 'count' && this.#take('id') && this.#take(')');
    if (!isCount || isAmongOthers || this.#is(',') || this.#is('as')) throw notSupported('an aggregate function');
    return 'count';
  }

  #either(): Criteria {
    const parts = [this.#both()];
    while (this.#take('or')) parts.push(this.#both());
    return parts.length === 1 ? (parts[0] as Criteria) : { any: parts };
  }

  #both(): Criteria {
    const parts = [this.#condition()];
    while (this.#take('and')) parts.push(this.#condition());
    return parts.length === 1 ? (parts[0] as Criteria) : { all: parts };
  }

  #condition(): Criteria {
    if (!this.#take('(')) return this.#comparison();
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw tooMany('levels of parentheses', DEEPEST);
    const inner = this.#either();
    this.#expect(')');
    this.#depth -= 1;
    return inner;
  }

  #comparison(): Comparison {
    this.#conditions += 1;
    if (this.#conditions > MOST_CONDITIONS) throw tooMany('conditions', MOST_CONDITIONS);
    const field = this.#name('a field');
    const sign = this.#next.kind === 'sign' ? SIGNS[this.#next.text] : undefined;
    if (sign) {
      this.#n += 1;
      return { field, comparator: sign, values: [this.#value()] };
    }
    if (this.#take('is')) {
      const comparator = this.#take('not') ? 'is_not_empty' : 'is_empty';
      this.#expect('null');
      return { field, comparator, values: [] };
    }
    const isNot = this.#take('not');
    if (this.#take('in')) return { field, comparator: isNot ? 'not_in' : 'in', values: this.#list() };
    if (this.#take('between')) {
      const from = this.#value();
      this.#expect('and');
      return { field, comparator: isNot ? 'not_between' : 'between', values: [from, this.#value()] };
    }
    if (this.#take('like')) {
      if (isNot) throw notSupported('not like');
      return { field, ...likeOf(this.#value()) };
    }
    throw this.#unexpected('a comparison');
  }

  #value(): string {
    const { kind, text } = this.#next;
    const isBoolean = kind === 'word' && /^(?:true|false)$/i.test(text);
    if (kind !== 'text' && kind !== 'number' && !isBoolean) throw this.#unexpected('a value');
    this.#n += 1;
    return text;
  }

  #list(): string[] {
    this.#expect('(');
    const values: string[] = [];
    do {
      values.push(this.#value());
      if (values.length > MOST_VALUES) throw tooMany('values', MOST_VALUES);
    } while (this.#take(','));
    this.#expect(')');
    return values;
  }

  #order(): { field: string; order: 'asc' | 'desc' } {
    this.#expect('by');
    const field = this.#name('a field');
    const order = this.#take('desc') ? 'desc' : 'asc';
    if (order === 'asc') this.#take('asc');
    if (this.#is(',')) throw notSupported('order by more than one field');
    return { field, order };
  }

  /** `limit n`, `limit offset, n`, `limit n offset o`. */
  #rows(): { offset: number; limit: number } {
    let limit = DEFAULT_ROWS;
    let offset = 0;
    if (this.#take('limit')) {
      limit = this.#count();
      if (this.#take(',')) [offset, limit] = [limit, this.#count()];
    }
    if (this.#take('offset')) offset = this.#count();
    if (limit > MOST_ROWS) throw tooMany('rows', MOST_ROWS);
    if (offset > FURTHEST_OFFSET) throw tooMany('rows to skip', FURTHEST_OFFSET);
    return { offset, limit };
  }

  #count(): number {
    const { kind, text } = this.#next;
    if (kind !== 'number' || !/^[0-9]{1,9}$/.test(text)) throw this.#unexpected('a number of rows');
    this.#n += 1;
    return Number(text);
  }
}

/** Part of the language, so no field's name and safe to tell back. */
const RESERVED = new Set(
  'select from where and or not in like is null between order by asc desc limit offset group as'.split(' '),
);

/** `%` stands at the end, at both ends, or nowhere. */
function likeOf(pattern: string): Omit<Comparison, 'field'> {
  const [, before, text = '', after] = /^(%?)(.*?)(%?)$/s.exec(pattern) ?? [];
  if (text.includes('%') || (before && !after))
    throw notSupported('like with % elsewhere than behind or around a text');
  if (text === '') return { comparator: 'is_not_empty', values: [], like: true };
  return { comparator: before ? 'contains' : after ? 'starts_with' : 'equal', values: [text], like: true };
}
