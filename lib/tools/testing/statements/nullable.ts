/**
 * Whether what a statement gives may be null: by the tables' columns, the outer joins above them, and the conditions that
 * leave no row with a null. Of what cannot be decided nothing is said.
 */
import { type Certain, certainOf, functionOf, placeOfVar } from './certain';
import { isNode, type Node, nodesIn, numbersIn, type Value } from './node-tree';

/** `maybe`: there are rows, or could be, for which it is null. */
export type Nullable = 'never' | 'maybe' | 'unknown';

/** What the database knows of its tables and functions. */
export interface Catalogue {
  /** Columns that are never null: `TABLE.NUMBER`, by OIDs. */
  notNull: ReadonlySet<string>;
  /** Functions that give null for any null. */
  strict: ReadonlySet<string>;
}

/** A query within those around it. */
interface Scope {
  query: Node;
  certain: Certain;
  up: Scope | null;
  catalogue: Catalogue;
  /** Within what is written: a column of the written table is what it was before. */
  isBefore?: boolean;
}

/** @returns for each column of a statement's result, by its place */
export function nullableColumns(query: Node, catalogue: Catalogue): Nullable[] {
  return columnsOf(scopeOf(query, null, catalogue));
}

const scopeOf = (query: Node, up: Scope | null, catalogue: Catalogue): Scope => ({
  query,
  up,
  catalogue,
  certain: certainOf(query, catalogue.strict),
});

const SELECT = '1';
const INSERT = '3';

function columnsOf(scope: Scope): Nullable[] {
  const { query } = scope;
  const given = nodesIn(query.commandType === SELECT ? query.targetList : query.returningList);
  const columns = given.filter(({ resjunk }) => resjunk === 'false').map(({ expr }) => nullable(expr, scope));
  if (!query.setOperations) return columns;
  const parts = nodesIn(query.rtable).flatMap(({ subquery }) =>
    isNode(subquery) ? [columnsOf(scopeOf(subquery, scope, scope.catalogue))] : [],
  );
  return columns.map((_, at) => any(parts.map((part) => part[at] ?? 'unknown')));
}

/** Of things any of which may be it. */
function any(states: readonly Nullable[]): Nullable {
  if (states.includes('maybe')) return 'maybe';
  return states.every((state) => state === 'never') ? 'never' : 'unknown';
}

/** Of things of which the first that is not null is it. */
function first(states: readonly Nullable[]): Nullable {
  if (states.includes('never')) return 'never';
  return states.every((state) => state === 'maybe') ? 'maybe' : 'unknown';
}

/** Of what is null when one of its arguments is; whether also otherwise nobody knows. */
const ofStrict = (states: readonly Nullable[]): Nullable => (states.includes('maybe') ? 'maybe' : 'unknown');

const NEVER = new Set(['NULLTEST', 'BOOLEANTEST', 'DISTINCTEXPR', 'ARRAYEXPR', 'ROWEXPR', 'SQLVALUEFUNCTION']);
/** What is its argument in another form. */
const SAME = new Set(['RELABELTYPE', 'COLLATEEXPR', 'COERCEVIAIO', 'ARRAYCOERCEEXPR']);
function nullable(expr: Value | undefined, scope: Scope): Nullable {
  if (!isNode(expr)) return 'unknown';
  const of = (one: Value | undefined) => nullable(one, scope);
  const args = () => nodesIn(expr.args).map(of);
  if (NEVER.has(expr.tag)) return 'never';
  if (SAME.has(expr.tag)) return of(expr.arg);
  switch (expr.tag) {
    case 'VAR':
      return ofVar(expr, scope);
    case 'CONST':
      return expr.constisnull === 'true' ? 'maybe' : 'never';
    case 'COALESCEEXPR':
    case 'MINMAXEXPR':
      return first(args());
    case 'NULLIFEXPR':
      return 'maybe';
    case 'BOOLEXPR':
      return args().every((state) => state === 'never') ? 'never' : 'unknown';
    case 'OPEXPR':
    case 'FUNCEXPR':
      return scope.catalogue.strict.has(functionOf(expr)) ? ofStrict(args()) : 'unknown';
    case 'CASEEXPR':
      return ofCase(expr, of);
    case 'AGGREF':
      return ofAggregate(expr, scope);
    case 'SUBLINK':
      return ofSubquery(expr, scope);
    default:
      return 'unknown';
  }
}

/** Only a branch that says `null`, or says nothing else: the others may stand under a condition that excludes it. */
function ofCase(expr: Node, of: (one: Value | undefined) => Nullable): Nullable {
  const branches = [...nodesIn(expr.args).map(({ result }) => result), expr.defresult];
  if (branches.some((branch) => isNode(branch) && branch.tag === 'CONST' && branch.constisnull === 'true'))
    return 'maybe';
  return branches.every((branch) => of(branch) === 'never') ? 'never' : 'unknown';
}

/** `count(*)` and `count(x)`. */
const COUNTS = ['2803', '2147'];

/** Over no rows all but a count are null; in a group there is a row. */
function ofAggregate({ aggfnoid }: Node, { query }: Scope): Nullable {
  if (COUNTS.includes(String(aggfnoid))) return 'never';
  return isGrouped(query) ? 'unknown' : 'maybe';
}

const isGrouped = ({ groupClause, groupingSets }: Node): boolean => groupClause !== null || groupingSets !== null;

const [EXISTS, SCALAR, ARRAY] = ['0', '4', '6'];

function ofSubquery({ subLinkType, subselect }: Node, scope: Scope): Nullable {
  if (subLinkType === EXISTS || subLinkType === ARRAY) return 'never';
  if (subLinkType !== SCALAR || !isNode(subselect)) return 'unknown';
  const isOneRow = subselect.hasAggs === 'true' && !isGrouped(subselect) && subselect.havingQual === null;
  const [column] = columnsOf(scopeOf(subselect, scope, scope.catalogue));
  const isFromNothing = isNode(subselect.jointree) && nodesIn(subselect.jointree.fromlist).length === 0;
  if (isOneRow || isFromNothing) return column ?? 'unknown';
  return 'maybe';
}

function ofVar(given: Node, from: Scope): Nullable {
  let scope = from;
  for (let ups = Number(given.varlevelsup); ups > 0; ups -= 1) {
    if (!scope.up) return 'unknown';
    scope = scope.up;
  }
  if (scope.certain.vars.has(placeOfVar(given))) return 'never';
  if (numbersIn(given.varnullingrels).some((join) => !scope.certain.joins.has(join))) return 'maybe';
  const table = nodesIn(scope.query.rtable)[Number(given.varno) - 1];
  const column = Number(given.varattno);
  if (!table || column <= 0 || given.varreturningtype !== '0') return 'unknown';
  return ofColumn(table, column, scope, given.varno === scope.query.resultRelation && !scope.isBefore);
}

const [RELATION, SUBQUERY, JOIN, COMMON, GROUP] = ['0', '1', '2', '6', '9'];

function ofColumn(table: Node, column: number, scope: Scope, isTarget: boolean): Nullable {
  const inside = (query: Value | undefined, up: Scope): Nullable =>
    isNode(query) ? (columnsOf(scopeOf(query, up, scope.catalogue))[column - 1] ?? 'unknown') : 'unknown';
  switch (table.rtekind) {
    case RELATION:
      if (table.relkind !== 'r') return 'unknown';
      if (scope.catalogue.notNull.has(`${table.relid}.${column}`)) return 'never';
      return isTarget ? ofWritten(column, scope) : 'maybe';
    case SUBQUERY:
      return inside(table.subquery, scope);
    case JOIN:
      return nullable(nodesIn(table.joinaliasvars)[column - 1], scope);
    case GROUP:
      return nullable(nodesIn(table.groupexprs)[column - 1], scope);
    case COMMON: {
      const found = commonTable(table, scope);
      return found ? inside(found.query, found.scope) : 'unknown';
    }
    default:
      return 'unknown';
  }
}

/** A column of the table that is written, as it is afterwards. */
function ofWritten(column: number, scope: Scope): Nullable {
  const { commandType, targetList, onConflict } = scope.query;
  const written = nodesIn(targetList).find(({ resno }) => Number(resno) === column);
  if (commandType !== INSERT && !written) return 'maybe';
  if (commandType === INSERT && onConflict !== null) return 'unknown';
  return written ? nullable(written.expr, { ...scope, isBefore: true }) : 'unknown';
}

/** One of `with`, and where it is defined; none of one that builds on itself. */
function commonTable({ ctename, ctelevelsup }: Node, from: Scope): { query: Value | undefined; scope: Scope } | null {
  let scope = from;
  for (let ups = Number(ctelevelsup); ups > 0; ups -= 1) {
    if (!scope.up) return null;
    scope = scope.up;
  }
  const found = nodesIn(scope.query.cteList).find((one) => one.ctename === ctename);
  if (!found || found.cterecursive === 'true') return null;
  return { query: found.ctequery, scope };
}
