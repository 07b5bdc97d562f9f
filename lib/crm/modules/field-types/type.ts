/**
 * What a field type is. The files of this folder are pure leaves: components import them, so they touch neither the
 * database nor Node. A type never changes after its field was made.
 */

/** What a record keeps for a field: safe as JSON, and never '' or an empty list (an empty field is absent). */
export type StoredValue = string | number | boolean | readonly string[];

export type FieldTypeKey =
  | 'single_line'
  | 'multi_line'
  | 'email'
  | 'phone'
  | 'url'
  | 'pick_list'
  | 'multi_pick_list'
  | 'date'
  | 'date_time'
  | 'number'
  | 'long_integer'
  | 'decimal'
  | 'currency'
  | 'percent'
  | 'checkbox'
  | 'user'
  | 'multi_user'
  | 'lookup'
  | 'multi_lookup'
  | 'auto_number';

export interface PickListOption {
  /** What is kept. Holds no semicolon, which separates several values in one CSV cell. */
  value: string;
  label: string;
}

/** The settings of one field. Each type reads the ones it knows. */
export interface FieldOptions {
  /** Text: fewer characters than the type allows. */
  maxLength?: number;
  /** Single Line, of standard fields: a street may take several lines. */
  lines?: 'several';
  /** Multi-Line: 2,000 or 32,000 characters; small when absent. */
  size?: 'small' | 'large';
  pickList?: readonly PickListOption[];
  /** Decimal, Currency, Percent: places after the point, 0 to 9. */
  decimals?: number;
  /** Currency: an ISO 4217 code; USD when absent. */
  currency?: string;
  min?: number;
  max?: number;
  /** Auto-Number. */
  prefix?: string;
  suffix?: string;
  startNumber?: number;
  /** Lookup, Multi-Select Lookup: the API name of the module looked up. */
  lookupModule?: string;
  /** Date/Time, set by a caller such as the import: the zone of texts that carry no offset. Without it they are refused. */
  timeZone?: string;
}

export type FilterOperator =
  | 'equals'
  | 'not_equal'
  | 'contains'
  | 'starts_with'
  | 'is_empty'
  | 'is_not_empty'
  | 'in'
  | 'less_than'
  | 'less_equal'
  | 'greater_than'
  | 'greater_equal'
  | 'between';

/** `undefined` means empty. The error is a sentence for people and holds nothing of the input. */
export type Parsed<V> = { ok: true; value: V | undefined } | { ok: false; error: string };

export interface DisplayLocale {
  /** IANA name of the reader's zone. */
  timeZone: string;
}

/** A setting that an administrator gives a field. */
export type OptionKey = keyof FieldOptions;

/**
 * How SQL finds a kept value: `text` without regard to case; `identifier` also by its digits alone; `digits` by nothing
 * else; `exact` as it stands; `link` and `members` as an id that the value points to, or one of a list; `number`; `bytes`
 * in their order.
 */
export type ComparedAs = 'text' | 'identifier' | 'digits' | 'exact' | 'link' | 'members' | 'number' | 'bytes';

/**
 * What equal values say of two records, the surest first: that they are probably the same; that they may be, as with a code
 * that one types to find a record; that they may be where something else is the same too; that they belong together; nothing.
 */
const TELLING = ['same', 'perhaps', 'with_others', 'together', 'nothing'] as const;
export type Tells = (typeof TELLING)[number];

/** How a cell of a file is read: `word` has nothing around it; `list` has several members. */
export type CellKind = 'text' | 'word' | 'option' | 'list' | 'yes_or_no' | 'number' | 'day' | 'instant';

/** What a value is in a workbook. */
export type SheetCell = 'text' | 'number' | 'box' | 'date' | 'time';

/**
 * All that the house asks of a type. Whoever handles values asks this, and never which type it is: so a new type is one
 * file here and one row of `components/fields/kinds.ts` (lib/tools/dev/field-type-names.test.ts).
 */
export interface FieldType<V extends StoredValue = StoredValue> {
  readonly key: FieldTypeKey;
  readonly label: string;

  /** A value has several members. */
  readonly list: boolean;
  /** What the ids that are its value, or its members, belong to. */
  readonly refersTo: 'user' | 'record' | null;
  /** Set by the product when a record is made; nobody writes it. */
  readonly generated?: true;
  /** Free text, of one line or of several. */
  readonly text?: 'line' | 'lines';
  /** How somebody is reached by it. */
  readonly contact?: 'email' | 'phone';
  readonly moment?: 'day' | 'instant';
  /** A number. `decimals`: places that are kept where the settings say nothing; null: a whole number. */
  readonly numeric?: { readonly decimals: number | null; readonly unit?: 'money' | 'percent' };

  /** The settings of a field, in the order in which a form asks for them. */
  readonly settings: readonly OptionKey[];

  readonly comparedAs: ComparedAs;
  /** `value`: a sort key is the value whole; `equal`: equal values have equal sort keys; `order`: it gives the order only. */
  readonly sortKeyTells: 'value' | 'equal' | 'order';
  readonly tells: Tells;

  readonly cell: CellKind;
  readonly sheetCell: SheetCell;

  /** `data_type` in Zoho CRM's field metadata. */
  readonly zohoDataType: string;
  /** `json_type` there. */
  readonly jsonType: 'string' | 'integer' | 'double' | 'boolean' | 'jsonarray' | 'jsonobject';
  /** `length` there. */
  zohoLength?(options: FieldOptions): number;

  /** May be marked as Contains Personal Health Data. */
  readonly markable: boolean;
  /** May be sealed at rest. */
  readonly sealable: boolean;
  /** Of so few values that a blind-index token would be the value: once sealed it is not searched. */
  readonly tokenTells?: true;
  readonly uniqueable: boolean;
  readonly sortable: boolean;
  readonly requirable: boolean;
  /** An administrator may add a field of this type. */
  readonly creatable: boolean;
  /** The operators for a field that is neither marked nor sealed; see `filterOperatorsOf` for the others. */
  readonly filterOperators: readonly FilterOperator[];
  /** Reads form text, CSV text or JSON. Whitespace around is dropped; a mask is refused. */
  parse(input: unknown, options: FieldOptions): Parsed<V>;
  /** The text a person reads. Users and lookups give the id: names are looked up by the caller. */
  format(value: V, options: FieldOptions, locale: DisplayLocale): string;
  /** The text a program reads (CSV): `parse` gives the same value back. */
  exportText(value: V, options: FieldOptions): string;
  /** Equal texts mean equal values: for blind index, unique, duplicates and filters. */
  normalise(value: V): string;
  /** Text of at most 64 UTF-16 units whose bytewise order (collation C) is the order of the values. */
  sortKey(value: V): string;
}

/** Whether equal values of a type say as much of two records. */
export const tellsAtLeast = ({ tells }: FieldType, least: Tells): boolean =>
  TELLING.indexOf(tells) <= TELLING.indexOf(least);

/** Whether a value is one of the options of its field, or several of them. */
export const isChosen = ({ settings }: FieldType): boolean => settings.includes('pickList');

export const empty: Parsed<never> = { ok: true, value: undefined };

export function accept<V>(value: V): Parsed<V> {
  return { ok: true, value };
}

export function refuse(error: string): Parsed<never> {
  return { ok: false, error };
}

/** Goes on with a value that was given; an error and an empty input pass through. */
export function whenGiven<A, B>(parsed: Parsed<A>, next: (value: A) => Parsed<B>): Parsed<B> {
  if (!parsed.ok) return parsed;
  return parsed.value === undefined ? empty : next(parsed.value);
}
