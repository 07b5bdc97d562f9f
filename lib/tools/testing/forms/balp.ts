/** The profiles of IHE BALP, read from their own sources (FSH) where they are there, and what of an AuditEvent breaks their rules. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join('..', 'shared', 'data', 'ihe-balp');

export const isBalpThere = existsSync(join(FOLDER, 'PatientRead.fsh'));

interface Coding {
  system: string;
  code: string;
}

interface Slice {
  path: string;
  name: string;
  least: number;
  most: number;
}

/** `value` as FSH writes it; `set` is the name of a value set. */
type Rule = { path: string } & (
  | { is: 'card'; least: number; most: number }
  | { is: 'fixed'; value: string }
  | { is: 'in'; set: string }
  | { is: 'reference'; type: string }
  | { is: 'slice'; slice: Slice }
);

interface Profile {
  name: string;
  parent: string;
  id: string;
  rules: Rule[];
}

const numberOf = (text: string | undefined): number =>
  text === '*' || !text ? Number.POSITIVE_INFINITY : Number(text);

export class Balp {
  readonly #profiles = new Map<string, Profile>();
  readonly #sets = new Map<string, string[]>();
  readonly #aliases = new Map<string, string>();
  rules = 0;

  constructor() {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.fsh'));
    const texts = files.map((name) => readFileSync(join(FOLDER, name), 'utf8').replace(/"""[\s\S]*?"""/g, '""'));
    const all = texts.join('\n');
    for (const [, name = '', url = ''] of all.matchAll(/^Alias:\s*(\S+)\s*=\s*(\S+)/gm)) this.#aliases.set(name, url);
    for (const block of all.split(/^(?=(?:Profile|ValueSet|CodeSystem|Instance|RuleSet|Invariant):)/m))
      this.#read(block);
  }

  #read(block: string): void {
    const [, kind, name = ''] = /^(\w+):\s*(\S+)/.exec(block) ?? [];
    // A rule goes on over lines that begin with a space.
    const lines = block
      .split('\n')
      .map((line) => line.replace(/\s*\/\/(?!\w+\.).*$/, ''))
      .join('\n')
      .replace(/\n[ \t]+(?=\S)/g, ' ')
      .split('\n')
      .filter((line) => line.startsWith('* '))
      .map((line) => line.slice(2).trim());
    if (kind === 'ValueSet') {
      this.#sets.set(
        name,
        lines.filter((line) => line.includes('#') && !line.startsWith('^')),
      );
    }
    if (kind !== 'Profile') return;
    const field = (label: string) => new RegExp(`^${label}:\\s*(\\S+)`, 'm').exec(block)?.[1] ?? '';
    const rules = lines.flatMap(rulesIn);
    this.rules += rules.length;
    this.#profiles.set(name, { name, parent: field('Parent'), id: field('Id'), rules });
  }

  /** Which rules of the profile that it names an AuditEvent breaks. */
  faults(event: Record<string, unknown>): string[] {
    const [url = ''] = (event.meta as { profile: string[] }).profile;
    const id = url.split('/').at(-1);
    const own = [...this.#profiles.values()].find((one) => one.id === id);
    if (!own) return [`there is no profile ${id}`];
    const chain: Profile[] = [];
    for (let at: Profile | undefined = own; at; at = this.#profiles.get(at.parent)) chain.unshift(at);
    const rules = chain.flatMap((one) => one.rules);
    return rules.flatMap((rule) => this.#broken(event, rule, rules)).map((what) => `${id}: ${what}`);
  }

  #broken(event: Record<string, unknown>, rule: Rule, rules: readonly Rule[]): string[] {
    const owners = this.#owners(event, rule, rules);
    const last =
      rule.path
        .replace(/\[[^\]]*\]/g, '')
        .split('.')
        .at(-1) ?? '';
    const isOfSlice = rule.path.endsWith(']');
    const told = JSON.stringify(rule);
    return owners.flatMap((owner) => {
      const found = isOfSlice ? [owner] : listOf((owner as Record<string, unknown>)[last]);
      if (rule.is === 'slice') {
        const { least, most } = rule.slice;
        const count = found.filter((one) => this.#isIn(one, rule.slice, rules)).length;
        return count < least || count > most ? [`${told} (${count})`] : [];
      }
      if (rule.is === 'card') return found.length < rule.least || found.length > rule.most ? [told] : [];
      if (rule.is === 'fixed') return found.every((one) => this.#isValue(one, rule.value)) ? [] : [told];
      if (rule.is === 'in') return found.every((one) => this.#isOneOf(one, rule.set)) ? [] : [told];
      const isOf = (one: unknown) => String((one as { reference?: string }).reference).startsWith(`${rule.type}/`);
      return found.every(isOf) ? [] : [told];
    });
  }

  /** The elements in which the last name of a rule's path stands: all, or those of a slice. */
  #owners(event: Record<string, unknown>, { path }: Rule, rules: readonly Rule[]): unknown[] {
    const parts = path.split('.');
    const until = path.endsWith(']') ? parts.length : parts.length - 1;
    let owners: unknown[] = [event];
    for (const part of parts.slice(0, until)) {
      const [, name = '', slice] = /^(\w+)(?:\[(\w+)\])?$/.exec(part) ?? [];
      owners = owners.flatMap((owner) => listOf((owner as Record<string, unknown>)[name]));
      if (slice) owners = owners.filter((one) => this.#isIn(one, { path: name, name: slice }, rules));
    }
    return owners;
  }

  #isIn(element: unknown, { path, name }: Pick<Slice, 'path' | 'name'>, rules: readonly Rule[]): boolean {
    const [self, typed] = [`${path}[${name}]`, `${path}[${name}].type`];
    const telling = rules.filter(
      (rule) => (rule.is === 'fixed' || rule.is === 'in') && [self, typed].includes(rule.path),
    );
    return telling.every((rule) => {
      const value = rule.path === self ? element : (element as { type?: unknown }).type;
      return rule.is === 'fixed'
        ? this.#isValue(value, rule.value)
        : this.#isOneOf(value, (rule as { set: string }).set);
    });
  }

  #isOneOf = (value: unknown, set: string): boolean =>
    (this.#sets.get(set) ?? []).some((code) => this.#isValue(value, code));

  #isValue(value: unknown, fixed: string): boolean {
    if (fixed === 'true' || fixed === 'false') return String(value) === fixed;
    const [, system = '', code = ''] = /^(\S*)#(\S+)/.exec(fixed) ?? [];
    if (system === '') return value === code;
    const url = this.#aliases.get(system) ?? system;
    // A code that is bound to one system stands by itself.
    if (typeof value === 'string') return value === code;
    const codings = ((value as { coding?: Coding[] } | undefined)?.coding ?? [value]) as Coding[];
    // Code systems of the guide itself are named by their name.
    return codings.some((one) => one?.code === code && (one.system === url || one.system.endsWith(`/${url}`)));
  }
}

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function rulesIn(line: string): Rule[] {
  const [, insertPath = '', slice = '', pattern = ''] =
    /^insert requireAtLeastOneMatch\(\s*(\w+),\s*(\w+),\s*(\S+)\s*\)/.exec(line) ?? [];
  if (insertPath !== '') {
    const at = { path: insertPath, name: slice, least: 1, most: 1 };
    return [
      { path: insertPath, is: 'slice', slice: at },
      { path: `${insertPath}[${slice}]`, is: 'fixed', value: pattern },
    ];
  }
  const [, path = '', rest = ''] = /^([\w.[\]]+)\s+(.*)$/.exec(line) ?? [];
  if (rest.startsWith('contains ')) {
    const slices = rest.slice('contains '.length).split(/\s+and\s+/);
    return slices.flatMap((text): Rule[] => {
      const [, name = '', least, most] = /^(\w+)\s+(\d*)\.\.([\d*]*)/.exec(text.trim()) ?? [];
      const one = { path, name, least: Number(least), most: numberOf(most) };
      return [{ path, is: 'slice', slice: one }];
    });
  }
  const [, least, most] = /^(\d+)\.\.([\d*]*)/.exec(rest) ?? [];
  if (least !== undefined) return [{ path, is: 'card', least: Number(least), most: numberOf(most) }];
  const [, value] = /^=\s*(\S+)/.exec(rest) ?? [];
  if (value !== undefined) return [{ path, is: 'fixed', value }];
  const [, set] = /^from\s+(\S+)/.exec(rest) ?? [];
  if (set !== undefined) return [{ path, is: 'in', set }];
  const [, type] = /^only Reference\((\w+)\)/.exec(rest) ?? [];
  return type === undefined ? [] : [{ path, is: 'reference', type }];
}
