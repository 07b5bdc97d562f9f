/** PostgreSQL's own text of a statement that it has analysed (`pg_node_tree`), as objects. */

export type Value = Node | readonly Value[] | string | null;

/** `{VAR :varno 1 …}` is `{ tag: 'VAR', varno: '1', … }`. */
export interface Node {
  tag: string;
  [field: string]: Value | undefined;
}

/** A word with its escapes, a quoted text, or one of the signs. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[(){}]|(?:[^\s(){}"\\]|\\.)+/gs;

/** @throws Error for what is no such text. */
export function parseNodeTree(text: string): Value {
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;

  function value(): Value {
    const token = tokens[at];
    at += 1;
    if (token === '{') return node();
    if (token === '(') return list();
    if (token === undefined) throw new Error('A node tree ends too early.');
    return token === '<>' ? null : token;
  }

  function list(): Value[] {
    const found: Value[] = [];
    while (tokens[at] !== ')') found.push(value());
    at += 1;
    return found;
  }

  function node(): Node {
    const made: Node = { tag: String(value()) };
    while (tokens[at] !== '}') {
      const name = String(value()).slice(1);
      made[name] = value();
      // The bytes of a constant: nobody asks for them.
      while (tokens[at] !== '}' && !tokens[at]?.startsWith(':')) value();
    }
    at += 1;
    return made;
  }

  return value();
}

export const isNode = (value: Value | undefined): value is Node =>
  typeof value === 'object' && value !== null && 'tag' in value;

/** The nodes of a list; none where there is no list. */
export const nodesIn = (value: Value | undefined): readonly Node[] =>
  Array.isArray(value) ? value.filter((one) => isNode(one)) : [];

/** A set of numbers: `(b 1 3)`. */
export const numbersIn = (value: Value | undefined): number[] =>
  Array.isArray(value) ? value.slice(1).map(Number) : [];
