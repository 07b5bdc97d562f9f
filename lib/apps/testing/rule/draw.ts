/** What may come together in an organisation with connected apps, drawn for the property of the rule. Plain data. */
import fc from 'fast-check';
import type { Kind } from '../the-rule';

/** Fields of Contacts whose values are drawn. `Reporting_To` points to another contact. */
export const FIELDS = [
  'Last_Name',
  'First_Name',
  'Email',
  'Phone',
  'Mobile',
  'Title',
  'Description',
  'Reporting_To',
] as const;
export type Field = (typeof FIELDS)[number];

/** A field that points to a record cannot be marked. */
const MARKABLE = FIELDS.filter((name) => name !== 'Reporting_To');

export type Turn =
  | { do: 'mark'; field: Field; encrypt: boolean }
  | { do: 'unmark'; field: Field }
  | { do: 'switch'; kind: Kind; on: boolean }
  | { do: 'hipaa'; on: boolean }
  /** A second person confirms all that waits. */
  | { do: 'confirm' };

export const AGREEMENTS = [
  'in_force',
  'last_day',
  'first_day',
  'future',
  'ended',
  'withdrawn',
  'draft',
  'unconfirmed',
  'elsewhere',
  'by_hand',
  'prolonged_by_hand',
] as const;
export type AgreementIs = (typeof AGREEMENTS)[number];

export interface DrawnApp {
  kind: Kind;
  hears: string[];
  gets: { field: Field; to: string }[];
  removesRestricted: boolean;
}

export type Given = 'keep' | 'set' | 'clear' | 'long';

export interface DrawnAct {
  /** What does not fit the record, such as deleting a deleted one, is nothing. */
  act: 'write' | 'delete' | 'restore';
  values: Record<Field, Given>;
}

export interface DrawnStage {
  turns: Turn[];
  /** By app; of each, all that there are from then on. */
  agreements: readonly AgreementIs[][];
  /** By record. */
  acts: DrawnAct[];
}

export interface DrawnWorld {
  apps: DrawnApp[];
  /** Marked, encrypted and unmarked before anything is written: encrypted, and no health data. */
  encryptedOnly: Field[];
  stages: DrawnStage[];
}

const APPS = 8;
const RECORDS = 16;
const STAGES = 5;

const field = fc.constantFrom(...MARKABLE);
const anyField = fc.constantFrom(...FIELDS);
const kind = fc.constantFrom<Kind>('zoho', 'third');

const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('mark' as const), field, encrypt: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('unmark' as const), field }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('switch' as const), kind, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hipaa' as const), on: fc.boolean() }) },
  { weight: 3, arbitrary: fc.constant({ do: 'confirm' as const }) },
);

const ACTS = ['create', 'change', 'delete'];
const hears = fc.oneof(
  { weight: 3, arbitrary: fc.constant(ACTS).map((acts) => [...acts]) },
  { weight: 1, arbitrary: fc.subarray(ACTS, { minLength: 1 }) },
);

/** Desk cannot do without a last name and an address; it takes none of ours but under its own names. */
const desk: fc.Arbitrary<DrawnApp> = fc.record({
  kind: fc.constant('zoho' as const),
  hears,
  gets: fc
    // What every record has a value of its own in, so that it is known by it.
    .record({ lastName: anyField, email: field, rest: fc.subarray(['firstName', 'phone', 'title', 'description']) })
    .chain(({ lastName, email, rest }) =>
      fc
        .tuple(...rest.map(() => anyField))
        .map((fields) => [
          { field: lastName, to: 'lastName' },
          { field: email, to: 'email' },
          ...rest.map((to, n) => ({ field: fields[n] as Field, to })),
        ]),
    ),
  removesRestricted: fc.boolean(),
});

const hook: fc.Arbitrary<DrawnApp> = fc.record({
  kind: fc.constant('third' as const),
  hears,
  gets: fc
    .subarray([...FIELDS], { minLength: 1 })
    .map((fields) => fields.map((name) => ({ field: name, to: `their_${name}` }))),
  removesRestricted: fc.boolean(),
});

const act: fc.Arbitrary<DrawnAct> = fc.record({
  act: fc.oneof(
    { weight: 5, arbitrary: fc.constant('write' as const) },
    { weight: 2, arbitrary: fc.constant('delete' as const) },
    { weight: 2, arbitrary: fc.constant('restore' as const) },
  ),
  values: fc.record(
    Object.fromEntries(
      FIELDS.map((name) => [
        name,
        fc.oneof(
          { weight: 6, arbitrary: fc.constant('set' as const) },
          { weight: 3, arbitrary: fc.constant('keep' as const) },
          { weight: 1, arbitrary: fc.constant('clear' as const) },
          { weight: 1, arbitrary: fc.constant('long' as const) },
        ),
      ]),
    ) as Record<Field, fc.Arbitrary<Given>>,
  ),
});

const many = <T>(one: fc.Arbitrary<T>, count: number) => fc.array(one, { minLength: count, maxLength: count });

const agreements: fc.Arbitrary<AgreementIs[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<AgreementIs[]>([]) },
  { weight: 3, arbitrary: fc.constant<AgreementIs[]>(['in_force']) },
  { weight: 5, arbitrary: fc.array(fc.constantFrom(...AGREEMENTS), { minLength: 1, maxLength: 2 }) },
);

export const world: fc.Arbitrary<DrawnWorld> = fc.record({
  apps: many(fc.oneof(desk, hook), APPS),
  encryptedOnly: fc.subarray(MARKABLE, { maxLength: 2 }),
  stages: many(
    fc.record({
      turns: fc.array(turn, { maxLength: 4 }),
      agreements: many(agreements, APPS),
      acts: many(act, RECORDS),
    }),
    STAGES,
  ),
});
