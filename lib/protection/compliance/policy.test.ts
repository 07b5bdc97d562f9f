import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELD_TYPES } from '@/lib/crm/modules/field-types/registry';
import { type ProfileRights, STANDARD_PROFILES } from '@/lib/people/rights';
import { type ComplianceSettings, DOORS, type Door, eachSwitch, RESTRICTABLE_DOORS, SWITCH_OF } from './doors';
import { type Clear, clearAmong, filterOperatorsFor, isRestricted, treat, treatmentOf } from './policy';

const OPEN: ComplianceSettings = { hipaaEnabled: true, ...eachSwitch(() => false) };
const CLOSED: ComplianceSettings = { hipaaEnabled: true, ...eachSwitch(() => true) };
const MARKED = { id: '7', marked: true, sealed: true };
const SEALED = { id: '7', marked: false, sealed: true };
const PLAIN = { id: '7', marked: false, sealed: false };
const { Administrator, Operator, 'Compliance Officer': Officer } = STANDARD_PROFILES;

const anyDoor = fc.constantFrom(...DOORS);
const anySettings = fc.record<ComplianceSettings>({
  hipaaEnabled: fc.boolean(),
  ...(Object.fromEntries(Object.values(SWITCH_OF).map((name) => [name, fc.boolean()])) as Record<
    (typeof SWITCH_OF)[keyof typeof SWITCH_OF],
    fc.Arbitrary<boolean>
  >),
});
const anyRights = fc.constantFrom(Administrator, Operator, Officer);

describe('a marked value', () => {
  test('is never clear on the screen, whoever asks and whatever is switched', () => {
    fc.assert(
      fc.property(anySettings, anyRights, fc.boolean(), (settings, rights, sealed) => {
        expect(treatmentOf({ ...MARKED, sealed }, 'screen', settings, rights)).toBe('masked');
      }),
    );
  });

  test.each(RESTRICTABLE_DOORS)('is withheld at the door %s when its switch is on, whoever asks', (door) => {
    const settings = { ...OPEN, [SWITCH_OF[door]]: true };
    for (const rights of [Administrator, Operator, Officer]) {
      expect(treatmentOf(MARKED, door, settings, rights)).toBe('withheld');
    }
  });

  test.each(RESTRICTABLE_DOORS)('leaves through %s when all other switches are on', (door) => {
    const settings = { ...CLOSED, [SWITCH_OF[door]]: false };
    expect(treatmentOf(MARKED, door, settings, Operator)).toBe('clear');
  });

  test.each(RESTRICTABLE_DOORS)('is withheld at the open door %s from those who may not reveal', (door) => {
    expect(treatmentOf(MARKED, door, OPEN, Administrator)).toBe('withheld');
    expect(treatmentOf(MARKED, door, OPEN, Officer)).toBe('withheld');
  });

  test('never reaches a visitor', () => {
    for (const settings of [OPEN, CLOSED]) expect(treatmentOf(MARKED, 'visitor', settings, Operator)).toBe('withheld');
  });

  test('is treated the same whether it is sealed or not', () => {
    fc.assert(
      fc.property(anyDoor, anySettings, anyRights, (door, settings, rights) => {
        const [sealed, clear] = [true, false].map((is) =>
          treatmentOf({ ...MARKED, sealed: is }, door, settings, rights),
        );
        expect(sealed).toBe(clear);
      }),
    );
  });
});

test('sealing alone restricts nothing: what is sealed and not marked leaves through every door', () => {
  fc.assert(
    fc.property(anyDoor, anySettings, anyRights, (door, settings, rights) => {
      expect(treatmentOf(SEALED, door, settings, rights)).toBe('clear');
      expect(treatmentOf(PLAIN, door, settings, rights)).toBe('clear');
    }),
  );
});

describe('a field that the profile hides', () => {
  const hiding = (rights: ProfileRights): ProfileRights => ({ ...rights, fields: { '7': 'hidden', '8': 'read' } });

  test('leaves through no door, and is compared by nobody, whatever is marked, sealed, switched and allowed', () => {
    fc.assert(
      fc.property(anyDoor, anySettings, anyRights, (door, settings, rights) => {
        for (const field of [MARKED, SEALED, PLAIN]) {
          expect(treatmentOf(field, door, settings, hiding(rights))).toBe('withheld');
          const operators = filterOperatorsFor({ ...field, type: 'single_line' }, door, settings, hiding(rights));
          expect(operators).toEqual([]);
        }
      }),
    );
  });

  test('hides no other, and one that may only be read is treated as any', () => {
    fc.assert(
      fc.property(anyDoor, anySettings, anyRights, (door, settings, rights) => {
        for (const id of ['8', '9', 'constructor']) {
          const field = { ...MARKED, id };
          expect(treatmentOf(field, door, settings, hiding(rights))).toBe(treatmentOf(field, door, settings, rights));
        }
      }),
    );
  });
});

test('turning a switch on never opens a door', () => {
  const rank = { clear: 0, masked: 1, withheld: 2 };
  fc.assert(
    fc.property(
      anyDoor,
      anySettings,
      anyRights,
      fc.constantFrom(...RESTRICTABLE_DOORS),
      (door, settings, rights, turned) => {
        const before = treatmentOf(MARKED, door, settings, rights);
        const after = treatmentOf(MARKED, door, { ...settings, [SWITCH_OF[turned]]: true }, rights);
        expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
      },
    ),
  );
});

test('every door has an answer: the screen is open, the visitor’s never, each other one has its own switch', () => {
  const restrictedDoors = (settings: ComplianceSettings): Door[] =>
    DOORS.filter((door) => isRestricted(door, settings));
  expect(restrictedDoors(OPEN)).toEqual(['visitor']);
  expect(restrictedDoors(CLOSED)).toEqual(DOORS.filter((door) => door !== 'screen'));
  for (const door of RESTRICTABLE_DOORS) {
    expect(restrictedDoors({ ...OPEN, [SWITCH_OF[door]]: true }).sort()).toEqual([door, 'visitor'].sort());
  }
});

describe('filtering', () => {
  const allowed = (field: typeof MARKED, door: Door, settings: ComplianceSettings, rights: ProfileRights = Operator) =>
    filterOperatorsFor({ ...field, type: 'single_line' }, door, settings, rights);

  test('by a marked field is by its exact value only, and only for those who could reveal it', () => {
    expect(allowed(MARKED, 'screen', CLOSED)).toEqual(['equals']);
    expect(allowed({ ...MARKED, sealed: false }, 'screen', CLOSED)).toEqual(['equals']);
    expect(allowed(MARKED, 'screen', OPEN, Administrator)).toEqual([]);
    expect(allowed(MARKED, 'screen', OPEN, Officer)).toEqual([]);
  });

  test('by a marked field is refused at a closed door, to everybody', () => {
    for (const door of RESTRICTABLE_DOORS) expect(allowed(MARKED, door, CLOSED)).toEqual([]);
    expect(allowed(MARKED, 'visitor', OPEN)).toEqual([]);
  });

  test('never tells more than the door gives: where a value is withheld, no operator is left', () => {
    fc.assert(
      fc.property(anyDoor, anySettings, anyRights, (door, settings, rights) => {
        if (treatmentOf(MARKED, door, settings, rights) !== 'withheld') return;
        expect(allowed(MARKED, door, settings, rights)).toEqual([]);
      }),
    );
  });

  test('by a sealed field is by its exact value only, for everybody', () => {
    expect(allowed(SEALED, 'screen', OPEN, Administrator)).toEqual(['equals']);
    expect(allowed(SEALED, 'api', CLOSED, Administrator)).toEqual(['equals']);
  });

  test('by a protected field of any type never goes past equality', () => {
    for (const { key } of FIELD_TYPES) {
      for (const field of [MARKED, SEALED]) {
        const operators = filterOperatorsFor({ ...field, type: key }, 'screen', OPEN, Operator);
        expect(operators.filter((operator) => operator !== 'equals')).toEqual([]);
      }
    }
  });

  test('by any other field is as its type allows', () => {
    for (const { key, filterOperators } of FIELD_TYPES) {
      expect(filterOperatorsFor({ ...PLAIN, type: key }, 'api', CLOSED, Officer)).toEqual(filterOperators);
    }
  });
});

describe('the fields of a read, asked for once', () => {
  const fields = [MARKED, SEALED, PLAIN].map((field, n) => ({ ...field, id: String(n) }));

  test('are told apart as each by itself would be, and none is lost', () => {
    fc.assert(
      fc.property(anyDoor, anySettings, fc.constantFrom(Administrator, Operator, Officer), (door, settings, rights) => {
        const { clear, masked, withheld } = treat(fields, door, settings, rights);
        const of = (treatment: string) =>
          fields.filter((field) => treatmentOf(field, door, settings, rights) === treatment);
        expect({ clear, masked, withheld }).toEqual({
          clear: of('clear'),
          masked: of('masked'),
          withheld: of('withheld'),
        });
      }),
    );
  });

  test('what is wanted of them is clear in the order wanted, and what is not clear is not among it', () => {
    const { clear } = treat(fields, 'export', CLOSED, Operator);
    expect(clearAmong(clear, [...fields].reverse()).map(({ id }) => id)).toEqual(['2', '1']);
  });

  test('a list that policy did not make is no list of clear fields: the compiler refuses it', () => {
    // @ts-expect-error nobody asked policy
    const clear: Clear<(typeof fields)[number]> = fields;
    expect(clear).toBe(fields);
  });
});
