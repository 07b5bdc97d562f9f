/** What the conditions of a query say about its rows: which columns are not null in any of them. */
import { isNode, type Node, nodesIn, numbersIn, type Value } from './node-tree';

export interface Certain {
  /** Columns that are not null, as `placeOfVar` names them. */
  vars: ReadonlySet<string>;
  /** Outer joins of which only rows that have a partner are left. */
  joins: ReadonlySet<number>;
}

/** A column by its table's place in the query, and its number. */
export const placeOfVar = ({ varno, varattno }: Node): string => `${varno}.${varattno}`;

/** The function that a call or an operator stands for. */
export const functionOf = ({ funcid, opfuncid }: Node): string => String(funcid ?? opfuncid);

/** @param strict functions that give null for any null */
export function certainOf(query: Node, strict: ReadonlySet<string>): Certain {
  const vars = conditionsOf(query.jointree).flatMap((condition) => neededBy(condition, strict));
  const written = new Set(query.commandType === UPDATE ? nodesIn(query.targetList).map(({ resno }) => resno) : []);
  const isWritten = ({ varno, varattno }: Node) => varno === query.resultRelation && written.has(varattno);
  return {
    vars: new Set(vars.filter((one) => !isWritten(one)).map(placeOfVar)),
    joins: new Set(
      vars.flatMap(({ varnullingrels }) => numbersIn(varnullingrels)).filter((join) => !isFull(query, join)),
    ),
  };
}

const UPDATE = '2';
const [INNER, LEFT, FULL, RIGHT] = ['0', '1', '2', '3'];

/** Of a full join, a partner on the one side says nothing of the other. */
const isFull = (query: Node, join: number): boolean => nodesIn(query.rtable)[join - 1]?.jointype === FULL;

/** What is true of every row: the conditions of `where`, and of joins where these are not on the side that may be missing. */
function conditionsOf(from: Value | undefined): Node[] {
  if (!isNode(from)) return [];
  const own = isNode(from.quals) ? allOf(from.quals) : [];
  if (from.tag === 'FROMEXPR') return [...own, ...nodesIn(from.fromlist).flatMap(conditionsOf)];
  if (from.tag !== 'JOINEXPR') return [];
  const type = String(from.jointype);
  return [
    ...(type === INNER ? own : []),
    ...(type === INNER || type === LEFT ? conditionsOf(from.larg) : []),
    ...(type === INNER || type === RIGHT ? conditionsOf(from.rarg) : []),
  ];
}

const allOf = (condition: Node): Node[] =>
  condition.tag === 'BOOLEXPR' && condition.boolop === 'and' ? nodesIn(condition.args).flatMap(allOf) : [condition];

const IS_NOT_NULL = '1';
const IN_SUBQUERY = '2';

/** The columns without which a condition is not true. */
function neededBy(condition: Node, strict: ReadonlySet<string>): Node[] {
  if (condition.tag === 'NULLTEST' && condition.nulltesttype === IS_NOT_NULL) return carriedBy(condition.arg, strict);
  if (condition.tag === 'SUBLINK' && condition.subLinkType === IN_SUBQUERY) {
    return carriedBy(condition.testexpr, strict);
  }
  // `= any(…)`: of a null not even an empty list is true.
  if (condition.tag === 'SCALARARRAYOPEXPR' && condition.useOr === 'true' && strict.has(functionOf(condition))) {
    return carriedBy(nodesIn(condition.args)[0], strict);
  }
  return carriedBy(condition, strict);
}

/** The columns any of which, being null, makes it null. */
function carriedBy(expr: Value | undefined, strict: ReadonlySet<string>): Node[] {
  if (!isNode(expr)) return [];
  if (expr.tag === 'VAR') return expr.varlevelsup === '0' ? [expr] : [];
  if (['RELABELTYPE', 'COLLATEEXPR', 'COERCEVIAIO'].includes(expr.tag)) return carriedBy(expr.arg, strict);
  const isNegation = expr.tag === 'BOOLEXPR' && expr.boolop === 'not';
  const isStrict = ['OPEXPR', 'FUNCEXPR'].includes(expr.tag) && strict.has(functionOf(expr));
  return isNegation || isStrict ? nodesIn(expr.args).flatMap((arg) => carriedBy(arg, strict)) : [];
}
