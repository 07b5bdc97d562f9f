/** Records that are written, deleted and restored as drawn, and what each holds then. */
import { createRecord } from '@/lib/crm/records/create';
import { deleteRecords, restoreRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import type { Id } from '@/lib/platform/ids';
import type { TestOrg } from '@/lib/tools/testing/factories';
import type { TheFacts } from '../the-rule';
import { type DrawnAct, FIELDS, type Field, type Given } from './draw';

type Values = Record<Field, string | null>;

interface Kept {
  id: Id;
  values: Values;
  isDeleted: boolean;
}

/** What was done to a record, and what it holds now. */
export interface Done {
  id: Id;
  act: string;
  record: TheFacts['record'];
}

export class Records {
  readonly #all: (Kept | null)[] = [];
  #writes = 0;

  constructor(
    private readonly org: TestOrg,
    /** Whom all of them report to. */
    private readonly chief: Id,
  ) {}

  /** One act a record, where it fits; all at the same time. */
  async act(acts: readonly DrawnAct[]): Promise<Done[]> {
    const done = await Promise.all(acts.map((drawn, n) => this.#actOn(n, drawn)));
    return done.filter((one) => one !== null);
  }

  /** As all are now, though nothing was done to them. */
  get now(): Done[] {
    return this.#all.flatMap((kept) =>
      kept ? [{ id: kept.id, act: 'closing', record: kept.isDeleted ? null : this.#shown(kept.values) }] : [],
    );
  }

  async #actOn(n: number, { act, values: given }: DrawnAct): Promise<Done | null> {
    const kept = this.#all[n] ?? null;
    const { operator } = this.org;
    if (kept === null) return act === 'write' ? this.#create(n, given) : null;
    const ids = { module: 'Contacts', ids: [kept.id] };
    if (act === 'delete' && !kept.isDeleted) {
      await deleteRecords(operator, ids);
      kept.isDeleted = true;
      return { id: kept.id, act: 'delete', record: null };
    }
    if (act === 'restore' && kept.isDeleted) {
      await restoreRecords(operator, ids);
      kept.isDeleted = false;
      return { id: kept.id, act: 'restore', record: this.#shown(kept.values) };
    }
    if (act !== 'write' || kept.isDeleted) return null;
    // A title of its own, so that each change is one.
    const changes = this.#draw({ ...given, Title: 'set' });
    await updateRecord(operator, { module: 'Contacts', id: kept.id, values: changes });
    kept.values = { ...kept.values, ...changes };
    return { id: kept.id, act: 'change', record: this.#shown(kept.values) };
  }

  async #create(n: number, given: DrawnAct['values']): Promise<Done> {
    const values = this.#draw({ ...given, Last_Name: 'set' });
    const { id } = await createRecord(this.org.operator, { module: 'Contacts', values });
    const none = Object.fromEntries(FIELDS.map((name) => [name, null])) as Values;
    const kept = { id, values: { ...none, ...values }, isDeleted: false };
    this.#all[n] = kept;
    return { id, act: 'create', record: this.#shown(kept.values) };
  }

  #draw(given: Readonly<Record<Field, Given>>): Partial<Values> {
    this.#writes += 1;
    return Object.fromEntries(
      FIELDS.filter((name) => given[name] !== 'keep').map((name) => {
        const isCleared = given[name] === 'clear' && name !== 'Last_Name';
        return [name, isCleared ? null : this.#value(name, given[name] === 'long')];
      }),
    );
  }

  /** One that no other field of no other record has. */
  #value(name: Field, isLong: boolean): string {
    const n = this.#writes;
    switch (name) {
      case 'Reporting_To':
        return this.chief;
      case 'Email':
        return `${isLong ? 'l'.repeat(60) : 'e'}${n}@example.org`;
      case 'Phone':
        return `+44 20 ${10_000 + n}`;
      case 'Mobile':
        return `+44 77 ${10_000 + n}`;
      default:
        return `${name} ${n}${isLong ? ' and so on'.repeat(5) : ''}`;
    }
  }

  #shown({ Reporting_To: chief, ...values }: Values): TheFacts['record'] {
    const other = {
      name: 'The Chief',
      madeOf: ['First_Name', 'Last_Name'],
      instead: `Contact ${this.chief.slice(-6)}`,
    };
    return { ...values, Reporting_To: chief && other };
  }
}
