/** Every way into the product, found in the code, and where in the code each begins. */
import { readFileSync } from 'node:fs';
import { sourceFiles } from '@/lib/tools/dev/import-graph';
import { pageFiles, routeFiles } from '../non-interference/app-files';
import { type ActGraph, type Place, statementsOf } from './graph';

export interface WayIn {
  kind:
    | 'page'
    | 'route'
    | 'action'
    | 'REST call'
    | 'visitor’s call'
    | 'app’s call'
    | 'directory’s call'
    | 'job'
    | 'by the clock'
    | 'worker'
    | 'command';
  name: string;
  starts: readonly Place[];
}

interface Node {
  type: string;
  [key: string]: unknown;
}

/** All of them. @param graph resolves what the lists of jobs and endpoints name */
export function waysIn(graph: ActGraph): WayIn[] {
  return [
    ...pageFiles().map((file) => way('page', file, [`app/${file}#default`])),
    ...routeFiles().map((file) =>
      way(
        'route',
        file,
        exportsOf(`app/${file}`).map((name) => `app/${file}#${name}`),
      ),
    ),
    ...actions(),
    ...endpoints(graph, 'REST call', 'lib/ways-in/api'),
    ...endpoints(graph, 'visitor’s call', 'lib/ways-in/widget'),
    ...endpoints(graph, 'directory’s call', 'lib/ways-in/scim'),
    way('REST call', 'post /oauth/v2/…', ['lib/ways-in/api/oauth.ts#tokenRoutes']),
    way('app’s call', 'POST /api/apps/…', ['lib/ways-in/apps/door.ts#answerApp']),
    way('worker', 'sending to connected apps', ['lib/apps/deliveries/dispatcher.ts#startDispatcher']),
    way('worker', 'sending mail', ['lib/ways-in/jobs/mailer.ts#*']),
    way('worker', 'integrating the ledger', ['lib/protection/ledger/integrate/integrator.ts#*']),
    ...jobs(graph),
    ...periodic(graph),
    ...COMMANDS.map((file) => way('command', file, allOf(file))),
  ];
}

const way = (kind: WayIn['kind'], name: string, starts: readonly Place[]): WayIn => ({ kind, name, starts });

/** What one runs on the server's machine. */
const COMMANDS = ['audit-verify', 'client', 'ledger', 'org'].map((name) => `lib/tools/dev/${name}.ts`);

const filesIn = (folder: string, pattern: RegExp): string[] =>
  sourceFiles([folder]).filter((file) => !/\/testing\//.test(file) && pattern.test(readFileSync(file, 'utf8')));

function exportsOf(file: string): string[] {
  const code = readFileSync(file, 'utf8');
  const declared = [...code.matchAll(/^export (?:const|async function|function|class) (\w+)/gm)].map(
    ([, name]) => name,
  );
  const passed = [...code.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = '']) =>
    names.split(',').map((one) =>
      one
        .trim()
        .split(/\s+as\s+/)
        .at(-1),
    ),
  );
  const several = [...code.matchAll(/^export const \{([^}]*)\}/gm)].flatMap(([, names = '']) =>
    names.split(',').map((one) => one.trim()),
  );
  return [...declared, ...passed, ...several].filter((name): name is string => name !== undefined && name !== '');
}

/** Every top-level declaration of a script. */
const allOf = (file: string): Place[] => [`${file}#*`];

function actions(): WayIn[] {
  const files = ['app', 'components', 'lib'].flatMap((folder) => filesIn(folder, /^['"]use server['"]/m));
  return files.flatMap((file) => exportsOf(file).map((name) => way('action', `${file}#${name}`, [`${file}#${name}`])));
}

/** Objects that say a method, a path and what runs, wherever they stand. */
function endpoints(graph: ActGraph, kind: WayIn['kind'], folder: string): WayIn[] {
  return filesIn(folder, /\bmethod: '/).flatMap((file) =>
    objectsIn(file)
      .filter((object) => ['path', 'run'].every((key) => propertyOf(object, key, file)))
      .map((object) => {
        const said = ['method', 'path'].map((key) => textOf(propertyOf(object, key, file), file));
        return way(kind, said.join(' '), graph.placesIn(file, object as never));
      }),
  );
}

function objectsIn(file: string): Node[] {
  const found: Node[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const node = value as Node;
    if (node.type === 'ObjectExpression') found.push(node);
    for (const child of Object.values(node)) visit(child);
  };
  visit(statementsOf(file));
  return found;
}

/** Its own property, or one that it takes over from another object of the file. */
function propertyOf(object: Node, name: string, file: string): Node | undefined {
  for (const one of [...(object.properties as Node[])].reverse()) {
    if (one.type === 'Property' && ((one.key as Node).name === name || (one.key as Node).value === name)) {
      return one.value as Node;
    }
    const spread = one.type === 'SpreadElement' ? (one.argument as Node) : undefined;
    const taken = spread?.type === 'Identifier' ? constantIn(file, String(spread.name)) : undefined;
    const found = taken?.type === 'ObjectExpression' ? propertyOf(taken, name, file) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What it says where it is written down; `…` where a function is given it. */
function textOf(node: Node | undefined, file: string): string {
  if (typeof node?.value === 'string') return node.value;
  if (node?.type === 'Identifier') return textOf(constantIn(file, String(node.name)), file);
  if (node?.type !== 'TemplateLiteral') return '…';
  const between = (node.expressions as Node[]).map((one) => textOf(one, file));
  const texts = (node.quasis as Node[]).map((one) => (one.value as { cooked: string }).cooked);
  return texts.map((text, n) => text + (between[n] ?? '')).join('');
}

/** What a constant of the file is given. */
function constantIn(file: string, name: string): Node | undefined {
  for (const statement of statementsOf(file) as unknown as Node[]) {
    const declared = (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement) as Node | null;
    for (const one of (declared?.declarations as Node[] | undefined) ?? []) {
      if ((one.id as Node).name === name) return (one.init as Node | null) ?? undefined;
    }
  }
  return undefined;
}

/** The handlers of jobs, by kind. */
function jobs(graph: ActGraph): WayIn[] {
  const file = 'lib/ways-in/jobs/registry.ts';
  const table = objectsIn(file).flatMap((object) => object.properties as Node[]);
  return table.map((row) => way('job', String((row.key as Node).name), graph.placesIn(file, row.value as never)));
}

function periodic(graph: ActGraph): WayIn[] {
  const file = 'lib/ways-in/jobs/periodic.ts';
  return objectsIn(file)
    .filter((object) => propertyOf(object, 'name', file) && propertyOf(object, 'run', file))
    .map((object) =>
      way('by the clock', textOf(propertyOf(object, 'name', file), file), graph.placesIn(file, object as never)),
    );
}
