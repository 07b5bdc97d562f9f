/** The words of a COQL query. Pure: throws nothing but SYNTAX_ERROR. */
import { ApiError } from '../api-error';

export interface Token {
  kind: 'word' | 'text' | 'number' | 'sign' | 'end';
  /** Of a text what stands between its quotes, escapes taken out. */
  text: string;
  /** Where it begins; 0 is the first character. */
  at: number;
}

const LONGEST = 20_000;
const SPACE = /\s+/y;
const WORD = /[A-Za-z_$][A-Za-z0-9_$]*(?:\.[A-Za-z_$][A-Za-z0-9_$]*)*/y;
/** Also a date or a time that stands without quotes. */
const NUMBER = /[+-]?[0-9][0-9A-Za-z:.+-]*/y;
const SIGN = /<=|>=|!=|<>|[=<>(),]/y;

/** @throws SYNTAX_ERROR saying where, without what stands there: that may be a value. */
export function tokensOf(query: string): Token[] {
  if (query.length > LONGEST) throw syntaxError('the query is too long', 0);
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const token = tokenAt(query, at);
    at = token.end;
    if (token.kind !== 'space') tokens.push({ kind: token.kind, text: token.text, at: token.at });
  }
  tokens.push({ kind: 'end', text: '', at: query.length });
  return tokens;
}

interface Read {
  kind: Token['kind'] | 'space';
  text: string;
  at: number;
  end: number;
}

const PATTERNS = [
  ['space', SPACE],
  ['word', WORD],
  ['number', NUMBER],
  ['sign', SIGN],
] as const;

function tokenAt(query: string, at: number): Read {
  if (query[at] === "'" || query[at] === '"') return textAt(query, at);
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const [text] = pattern.exec(query) ?? [];
    if (text) return { kind, text, at, end: at + text.length };
  }
  throw syntaxError('there is a character that no query holds', at);
}

/** A backslash takes the next character as it is; a doubled quote is one, as in SQL. */
function textAt(query: string, at: number): Read {
  const quote = query[at];
  let text = '';
  for (let n = at + 1; n < query.length; n += 1) {
    const character = query[n] as string;
    if (character === '\\' && n + 1 < query.length) {
      n += 1;
      text += query[n];
    } else if (character !== quote) text += character;
    else if (query[n + 1] === quote) {
      n += 1;
      text += quote;
    } else return { kind: 'text', text, at, end: n + 1 };
  }
  throw syntaxError('a quote is not closed', at);
}

export const syntaxError = (reason: string, at: number, details: Record<string, unknown> = {}) =>
  new ApiError(400, 'SYNTAX_ERROR', 'error occurred while parsing the query', { reason, position: at + 1, ...details });
