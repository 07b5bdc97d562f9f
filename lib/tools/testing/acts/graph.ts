/**
 * Which acts of the ledger a piece of code may leave, read from the code: a graph of top-level declarations, by the names that
 * each uses. Over-approximates: what a declaration names it may call. So an act that nothing names is surely left by nothing,
 * and a way in that reaches no act surely leaves none.
 */
import { readFileSync } from 'node:fs';
import { parseAst } from 'vitest/node';
import { ACTIONS, type LedgerAction } from '@/lib/protection/ledger/actions';
import { importsOf } from '@/lib/tools/dev/import-graph';

interface Node {
  type: string;
  [key: string]: unknown;
}

/** `file#name`; of what is exported as default, `file#default`. */
export type Place = string;

interface Declaration {
  /** Names used: of the same file, or imported. */
  names: ReadonlySet<string>;
  acts: ReadonlySet<LedgerAction>;
  /** A statement in it changes rows. */
  writes: boolean;
}

interface Module {
  /** What an imported name stands for. */
  imports: ReadonlyMap<string, Place>;
  declarations: ReadonlyMap<string, Declaration>;
  /** Exports of other files passed on under the same name. */
  passedOn: readonly string[];
}

/** What stands around every way in, and screens, which call by server actions only. */
export const STOPS =
  /^(components\/(?!.*actions)|lib\/protection\/(mutate|integrity|touch)|lib\/crm\/modules\/metadata|lib\/ways-in\/http\/(page|route|action|require-context|refusal|error-answer)\.|lib\/platform\/(?!background\/)|lib\/tools\/(?!dev\/))/;

const WRITE = /\b(insert\s+into|update\s+"?\w+"?\s+(\w+\s+)?set|delete\s+from)\b/i;
const OF_TYPES = /^TS(?!As|Satisfies|NonNull|Enum|Parameter)/;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const childrenOf = (node: Node): Node[] =>
  Object.entries(node).flatMap(([key, value]) => {
    if (key === 'parent' || key === 'typeAnnotation' || key === 'typeArguments' || key === 'returnType') return [];
    if (node.type === 'MemberExpression' && key === 'property' && node.computed !== true) return [];
    if (node.type === 'Property' && key === 'key' && node.computed !== true) return [];
    return (Array.isArray(value) ? value : [value]).filter(isNode).filter(({ type }) => !OF_TYPES.test(type));
  });

/** In a list of acts to look for, or compared with one: it is named there, and not left. */
const MERELY_NAMED = new Set(['ArrayExpression', 'BinaryExpression', 'SwitchCase']);

const isAct = (node: Node): node is Node & { value: LedgerAction } =>
  node.type === 'Literal' && typeof node.value === 'string' && Object.hasOwn(ACTIONS, node.value);

/** SQL that changes rows, or drizzle's `tx.db.insert(…)`. */
function isWrite(node: Node): boolean {
  if (node.type === 'TemplateElement')
    return WRITE.test(String((node.value as { raw?: string } | undefined)?.raw ?? ''));
  if (node.type !== 'MemberExpression' || !/^(insert|update|delete)$/.test(String((node.property as Node).name)))
    return false;
  const of = node.object as Node;
  return of.type === 'MemberExpression' && (of.property as Node).name === 'db';
}

/** What a node and all below it name. */
function look(node: Node): Declaration {
  const names = new Set<string>();
  const acts = new Set<LedgerAction>();
  let writes = false;
  const visit = (one: Node, above: Node | null): void => {
    if (one.type === 'Identifier' || one.type === 'JSXIdentifier') names.add(String(one.name));
    if (isAct(one) && !MERELY_NAMED.has(above?.type ?? '')) acts.add(one.value);
    writes ||= isWrite(one);
    for (const child of childrenOf(one)) visit(child, one);
  };
  visit(node, null);
  return { names, acts, writes };
}

/** The top-level statements of a file. */
export function statementsOf(file: string): Node[] {
  const known = read.get(file);
  if (known) return known;
  const parsed = parseAst(readFileSync(file, 'utf8'), { lang: file.endsWith('x') ? 'tsx' : 'ts' }) as unknown as {
    body: Node[];
  };
  read.set(file, parsed.body);
  return parsed.body;
}

const read = new Map<string, Node[]>();

export class ActGraph {
  private readonly modules = new Map<string, Module>();

  /** @param stops files whose declarations are not followed */
  constructor(private readonly stops: (file: string) => boolean) {}

  /** What the code at some places may leave, by way of others too. */
  reach(from: readonly Place[]): { acts: LedgerAction[]; writes: boolean; places: ReadonlySet<Place> } {
    const seen = new Set<Place>();
    const acts = new Set<LedgerAction>();
    let writes = false;
    const wait = [...from];
    for (let place = wait.pop(); place !== undefined; place = wait.pop()) {
      if (seen.has(place)) continue;
      seen.add(place);
      const { declaration, next } = this.find(place);
      wait.push(...next);
      if (!declaration) continue;
      for (const act of declaration.acts) acts.add(act);
      writes ||= declaration.writes;
    }
    return { acts: [...acts].sort(), writes, places: seen };
  }

  /** Places of the names that a node of a file uses. */
  placesIn(file: string, node: Node): Place[] {
    return this.resolve(file, look(node).names);
  }

  private find(place: Place): { declaration: Declaration | undefined; next: Place[] } {
    const [file = '', name = ''] = place.split('#');
    if (this.stops(file) || !/^(app|components|lib)\//.test(file)) return { declaration: undefined, next: [] };
    const module = this.module(file);
    if (name === '*')
      return { declaration: undefined, next: [...module.declarations.keys()].map((one) => `${file}#${one}`) };
    const declaration = module.declarations.get(name);
    if (!declaration && module.imports.has(name)) return { declaration, next: [module.imports.get(name) as Place] };
    if (!declaration) return { declaration, next: module.passedOn.map((other) => `${other}#${name}`) };
    return { declaration, next: this.resolve(file, declaration.names) };
  }

  private resolve(file: string, names: ReadonlySet<string>): Place[] {
    const { imports, declarations } = this.module(file);
    return [...names].flatMap((name) => {
      const imported = imports.get(name);
      if (imported !== undefined) return [imported];
      return declarations.has(name) ? [`${file}#${name}`] : [];
    });
  }

  private module(file: string): Module {
    const known = this.modules.get(file);
    if (known) return known;
    const read = /\.tsx?$/.test(file)
      ? readModule(file)
      : { imports: new Map(), declarations: new Map(), passedOn: [] };
    this.modules.set(file, read);
    return read;
  }
}

function readModule(file: string): Module {
  const named = new Map(importsOf(file).map((one) => [one.named, one.to]));
  const imports = new Map<string, Place>();
  const declarations = new Map<string, Declaration>();
  const passedOn: string[] = [];
  let run = 0;
  for (const statement of statementsOf(file)) {
    const from = named.get(String((statement.source as Node | null)?.value ?? ''));
    if (statement.type === 'ImportDeclaration') {
      if (from !== undefined && statement.importKind !== 'type') addImports(imports, statement, from);
    } else if (from !== undefined) {
      passedOn.push(from);
    } else {
      for (const [name, node] of declaredIn(statement)) declarations.set(name, look(node));
      if (statement.type === 'ExpressionStatement') run += 1;
      if (statement.type === 'ExpressionStatement') declarations.set(`statement ${run}`, look(statement));
      for (const one of (statement.specifiers as Node[] | undefined) ?? []) {
        // Given out under another name.
        declarations.set(String((one.exported as Node).name), look(one.local as Node));
      }
    }
  }
  return { imports, declarations, passedOn };
}

function addImports(imports: Map<string, Place>, statement: Node, from: string): void {
  for (const one of statement.specifiers as Node[]) {
    if (one.importKind === 'type') continue;
    const imported =
      one.type === 'ImportDefaultSpecifier' ? 'default' : ((one.imported as Node | undefined)?.name ?? '*');
    imports.set(String((one.local as Node).name), `${from}#${imported}`);
  }
}

function declaredIn(statement: Node): [string, Node][] {
  if (statement.type === 'ExportDefaultDeclaration') return [['default', statement.declaration as Node]];
  const node = statement.type === 'ExportNamedDeclaration' ? (statement.declaration as Node | null) : statement;
  if (node?.type === 'VariableDeclaration') {
    return (node.declarations as Node[]).flatMap((one) => {
      const names =
        isNode(one.id) && one.id.type === 'Identifier' ? [String(one.id.name)] : [...look(one.id as Node).names];
      return names.map((name): [string, Node] => [name, one]);
    });
  }
  if (node?.type === 'FunctionDeclaration' || node?.type === 'ClassDeclaration') {
    return [[String((node.id as Node).name), node]];
  }
  return [];
}
