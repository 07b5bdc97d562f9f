/** The schema of OCSF, read from its own files where they are there, and what of an event does not follow it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join('..', 'shared', 'data', 'ocsf');

interface Attribute {
  type?: string;
  is_array?: boolean;
  requirement?: string;
  profile?: string | null;
  enum?: Record<string, { caption: string }>;
  sibling?: string;
}

interface Shape {
  name: string;
  uid?: number;
  caption: string;
  category?: string;
  extends?: string;
  /** Beside them, under `$include`, a list of profiles. */
  attributes: Record<string, Attribute | string[]>;
  constraints?: Record<string, string[]>;
}

interface DataType {
  type?: string;
  regex?: string;
  max_len?: number;
}

export const isOcsfThere = existsSync(join(FOLDER, 'version.json'));

const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(FOLDER, ...path), 'utf8')) as T;

/** All classes and objects, with what they have from those they extend. */
export class OcsfSchema {
  readonly version = read<{ version: string }>('version.json').version;
  readonly #dictionary = read<{
    attributes: Record<string, Attribute>;
    types: { attributes: Record<string, DataType> };
  }>('dictionary.json');
  readonly #categories = read<{ attributes: Record<string, { uid: number; caption: string }> }>('categories.json');
  readonly #objects = this.#shapesIn('objects');
  readonly #classes = new Map([
    ...['', 'iam', 'application'].flatMap((folder) => [...this.#shapesIn(join('events', folder))]),
  ]);

  #shapesIn(folder: string): Map<string, Shape> {
    const files = readdirSync(join(FOLDER, folder)).filter((name) => name.endsWith('.json'));
    const shapes = files.map((name) => read<Shape>(folder, name));
    return new Map(shapes.map((shape) => [shape.name, shape]));
  }

  /** What is wrong with an event, each with its place. */
  faults(event: Record<string, unknown>): string[] {
    for (const shape of this.#classes.values()) {
      const category = shape.category ?? this.#classes.get(shape.extends ?? '')?.category ?? '';
      const { uid, caption } = this.#categories.attributes[category] ?? {};
      if (uid === undefined || uid * 1000 + (shape.uid ?? -1) !== event.class_uid) continue;
      const activity = Number(event.activity_id);
      return [
        ...(event.category_uid === uid && event.category_name === caption ? [] : ['category']),
        ...(event.type_uid === Number(event.class_uid) * 100 + activity ? [] : ['type_uid']),
        ...(event.class_name === shape.caption ? [] : ['class_name']),
        ...this.#faultsIn(event, shape, this.#classes, ['category_uid', 'class_uid']),
      ];
    }
    return [`class_uid ${event.class_uid} is none`];
  }

  #faultsIn(given: Record<string, unknown>, shape: Shape, among: Map<string, Shape>, known: string[] = []): string[] {
    const chain: Shape[] = [];
    for (let at: Shape | undefined = shape; at; at = among.get(at.extends ?? '')) chain.unshift(at);
    const attributes: Record<string, Attribute> = {};
    for (const { attributes: own } of chain) {
      for (const [name, attribute] of Object.entries(own)) {
        if (Array.isArray(attribute)) continue;
        const isAgain = { ...attributes[name], ...attribute };
        const enums = { ...attributes[name]?.enum, ...attribute.enum };
        attributes[name] = { ...isAgain, ...(Object.keys(enums).length > 0 && { enum: enums }) };
      }
    }
    const missing = Object.entries(attributes)
      .filter(([name, { requirement, profile }]) => requirement === 'required' && !profile && !(name in given))
      .map(([name]) => `${name} is missing`);
    const constraints = chain.findLast((one) => one.constraints)?.constraints?.at_least_one;
    if (constraints && !constraints.some((name) => name in given)) missing.push(`none of ${constraints.join(', ')}`);
    const wrong = Object.entries(given).flatMap(([name, value]) => {
      const attribute = attributes[name];
      if (!attribute) return [`${name} is not known`];
      if (known.includes(name)) return [];
      return this.#faultsOf(value, { ...this.#dictionary.attributes[name], ...attribute }, name).map(
        (what) => `${name}: ${what}`,
      );
    });
    return [...missing, ...wrong];
  }

  #faultsOf(value: unknown, attribute: Attribute, name: string): string[] {
    const { type = '', is_array: isArray } = { ...this.#dictionary.attributes[name], ...attribute };
    if (isArray) {
      if (!Array.isArray(value)) return ['is no list'];
      return value.flatMap((one) => this.#faultsOf(one, { ...attribute, type, is_array: false }, ''));
    }
    const shape = this.#objects.get(type);
    if (shape) {
      if (typeof value !== 'object' || value === null) return ['is no object'];
      return type === 'object' ? [] : this.#faultsIn(value as Record<string, unknown>, shape, this.#objects);
    }
    const enums = { ...this.#dictionary.attributes[name]?.enum, ...attribute.enum };
    if (Object.keys(enums).length > 0 && !(String(value) in enums)) return [`${value} is not in its list`];
    return this.#isOf(type, value) ? [] : [`is no ${type}`];
  }

  #isOf(type: string, value: unknown): boolean {
    const { type: base = type, regex, max_len: most } = this.#dictionary.types.attributes[type] ?? {};
    if (base === 'integer_t' || base === 'long_t' || type === 'timestamp_t') return Number.isSafeInteger(value);
    if (base === 'boolean_t') return typeof value === 'boolean';
    if (base !== 'string_t') return base === 'json_t';
    if (typeof value !== 'string' || (most !== undefined && value.length > most)) return false;
    return regex === undefined || new RegExp(regex).test(value);
  }
}
