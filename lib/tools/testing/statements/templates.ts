/**
 * The SQL templates in our sources, with what each caller says it gets: read by the type checker from the template's type,
 * whether that is written (`sql<Row[]>`), named elsewhere or concluded.
 */
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Node, SourceFile, TaggedTemplateExpression } from 'typescript/unstable/ast';
import {
  isFunctionDeclaration,
  isMethodDeclaration,
  isNoSubstitutionTemplateLiteral,
  isPropertyAssignment,
  isTaggedTemplateExpression,
  isVariableDeclaration,
} from 'typescript/unstable/ast/is';
import { API, type Checker, type Type, TypeFlags, type TypeReference } from 'typescript/unstable/sync';
import { foldStatement } from './fold';
import { type Field, type Kind, kindsOf, rowOf } from './row-type';

export interface Template {
  /** From the root of the repository. */
  file: string;
  line: number;
  /** The names around it, outermost first, such as `listNotes`. */
  within: string;
  /** Its text between its holes. */
  strings: readonly string[];
  /** As it is sent, folded, where its holes hold nothing but values; else its text is known when it is sent. */
  statement: string | null;
  holes: readonly Hole[];
  /** What its caller reads of a row; none where rows are not typed. */
  row: readonly Field[];
}

/** What stands in `${…}`. */
export interface Hole {
  text: string;
  /** What may be put there as a value; null where it may be a part of the statement. */
  kinds: readonly Kind[] | null;
}

/** What the product sends; tools of the tests may send what they like. */
export const isOurs = (path: string): boolean =>
  /^lib\/.*\.tsx?$/.test(path) && !/\.test\.tsx?$|\/(testing|seed)\//.test(path);

/** @param isMeant which of the project's files, by their path from its root */
export function readTemplates(isMeant: (path: string) => boolean): Template[] {
  const config = resolve('tsconfig.json');
  const api = new API();
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProjects()[0];
    if (!project) throw new Error(`${config} is no project of TypeScript.`);
    return project.program.getSourceFileNames().flatMap((name) => {
      const file = relative(process.cwd(), name);
      if (!isMeant(file) || !readFileSync(name, 'utf8').includes('sql')) return [];
      const source = project.program.getSourceFile(name);
      return source ? templatesOf(source, file, project.checker) : [];
    });
  } finally {
    api.close();
  }
}

function templatesOf(source: SourceFile, file: string, checker: Checker): Template[] {
  const found: { node: TaggedTemplateExpression; within: string }[] = [];
  const visit = (node: Node, names: readonly string[]): void => {
    if (isTaggedTemplateExpression(node)) found.push({ node, within: names.join('.') || 'module' });
    const name = nameOf(node, source);
    const inner = name ? [...names, name] : names;
    node.forEachChild((child) => visit(child, inner));
  };
  visit(source, []);
  const types = checker.getTypeAtLocation(found.map(({ node }) => node));
  return found.flatMap(({ node, within }, at) => {
    const type = types[at];
    // drizzle's `sql` has a type of its own; its builder knows what it gives.
    if (type?.getSymbol()?.name !== 'PendingQuery') return [];
    const line = source.text.slice(0, node.getStart(source)).split('\n').length;
    const strings = stringsOf(node);
    const holes = holesOf(node, source, checker);
    const statement = holes.every(({ kinds }) => kinds) ? foldStatement(strings.join('$1')) : null;
    return [{ file, line, within, strings, statement, holes, row: rowOf(type, checker) }];
  });
}

function nameOf(node: Node, source: SourceFile): string | null {
  const named =
    isFunctionDeclaration(node) ||
    isVariableDeclaration(node) ||
    isMethodDeclaration(node) ||
    isPropertyAssignment(node);
  const name = named ? node.name?.getText(source) : undefined;
  return name && /^\w+$/.test(name) ? name : null;
}

function stringsOf({ template }: TaggedTemplateExpression): string[] {
  if (isNoSubstitutionTemplateLiteral(template)) return [template.text];
  return [template.head.text, ...template.templateSpans.map((span) => span.literal.text)];
}

function holesOf({ template }: TaggedTemplateExpression, source: SourceFile, checker: Checker): Hole[] {
  if (isNoSubstitutionTemplateLiteral(template)) return [];
  const given = template.templateSpans.map((span) => span.expression);
  const types = checker.getTypeAtLocation(given);
  return given.map((hole, at) => {
    const type = types[at];
    const text = hole.getText(source).replaceAll(/\s+/g, ' ');
    return { text, kinds: type && !mayBeText(type, checker) ? kindsOf(type, checker) : null };
  });
}

const PARTS_OF_TEXT = new Set(['PendingQuery', 'Helper', 'Identifier', 'Builder']);

function mayBeText(type: Type, checker: Checker): boolean {
  if (type.isUnionType() || type.isIntersectionType())
    return (type.getTypes() ?? []).some((one) => mayBeText(one, checker));
  if (type.flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.TypeParameter)) return true;
  if (checker.isArrayType(type))
    return checker.getTypeArguments(type as TypeReference).some((one) => mayBeText(one, checker));
  return PARTS_OF_TEXT.has(type.getSymbol()?.name ?? '');
}
