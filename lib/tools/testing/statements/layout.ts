/** A folded statement on lines that one can review; folding the lines gives the statement again. */

const WIDTH = 116;
/** What a line begins with, where all does not fit on one. */
const CLAUSES =
  /^(select|from|where|order|group|having|limit|offset|returning|values|set|union|intersect|except|left|right|inner|cross|join|insert|update|delete|for)$/i;
const AFTER_JOIN_WORD = /^(left|right|inner|cross|distinct|insert|do|conflict|for|key|no)$/i;
/** What stands in shorter parentheses is read as one. */
const SHORT = 60;

export function layOut(statement: string): string {
  if (statement.length <= WIDTH) return statement;
  const lines: string[] = [];
  let line = '';
  let indent = 0;
  const open: { isLong: boolean }[] = [];
  const end = () => {
    if (line.trim()) lines.push(line);
  };
  let before = '';
  for (const { word, at } of wordsOf(statement)) {
    const depth = open.filter(({ isLong }) => isLong).length;
    const isInShort = open.some(({ isLong }) => !isLong);
    const isClause = CLAUSES.test(word.replace(/^\(+/, '')) && !isInShort && !AFTER_JOIN_WORD.test(before);
    if ((isClause && !word.startsWith('(')) || line.length + 1 + word.length > WIDTH) {
      end();
      indent = depth * 2 + (isClause ? 0 : 2);
      line = ' '.repeat(indent) + word;
    } else {
      line = line.trim() ? `${line} ${word}` : ' '.repeat(indent) + word;
    }
    for (const [offset, sign] of parentheses(word)) {
      if (sign === '(') open.push({ isLong: lengthOfGroup(statement, at + offset) > SHORT });
      else open.pop();
    }
    before = word;
  }
  end();
  return lines.join('\n');
}

/** Parted at spaces, but for those in quotes. */
function wordsOf(statement: string): { word: string; at: number }[] {
  return [...statement.matchAll(/(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|[^\s'"])+/g)].map(({ 0: word, index }) => ({
    word,
    at: index,
  }));
}

function parentheses(word: string): [offset: number, sign: string][] {
  const outsideQuotes = word.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (quoted) => '_'.repeat(quoted.length));
  return [...outsideQuotes.matchAll(/[()]/g)].map(({ 0: sign, index }) => [index, sign]);
}

function lengthOfGroup(statement: string, from: number): number {
  let depth = 0;
  for (const [offset, sign] of parentheses(statement.slice(from))) {
    depth += sign === '(' ? 1 : -1;
    if (depth === 0) return offset;
  }
  return statement.length - from;
}
