/** @jsxImportSource preact */
import type { Question } from './answers';
import { useWidget } from './use-widget';

interface FieldProps {
  question: Question;
  value: string;
  fault: string;
  /** Where the keyboard begins. */
  first: boolean;
  onChange(value: string): void;
}

/** One question with its label, hint and what is wrong with the answer. */
export function Field({ question, value, fault, first, onChange }: FieldProps) {
  const { t, state } = useWidget();
  const { key, label, hint, required, type, maxLength, options, autocomplete } = question;
  const id = `field-${key.replace(/[^\w-]/g, (char) => `_${char.codePointAt(0)}`)}`;
  if (type === 'label') return <p dir="auto">{hint || label}</p>;
  if (type === 'checks') return <Checks {...{ question, value, fault, first, onChange }} />;
  const shared = {
    id,
    name: key,
    value,
    required,
    'aria-invalid': fault !== '',
    'aria-describedby': fault ? `${id}-fault` : undefined,
    'data-first': first || undefined,
    onInput: (event: Event) => onChange((event.currentTarget as HTMLInputElement).value),
  };
  // On its way it stays as it was sent, which may take a while.
  const readOnly = state.starting;
  const texty = {
    ...shared,
    readOnly,
    dir: value === '' ? undefined : ('auto' as const),
    maxLength,
    placeholder: hint,
  };
  return (
    <div class="field">
      <label for={id}>
        {label}{' '}
        {required ? (
          <span class="mark" aria-hidden="true">
            *
          </span>
        ) : (
          <small>({t.optional})</small>
        )}
      </label>
      {type === 'textarea' ? (
        <textarea {...texty} rows={3} />
      ) : type === 'select' ? (
        <select {...shared} onChange={shared.onInput}>
          <option value="">{hint || t.choose}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      ) : (
        <input {...texty} type={type} autoComplete={autocomplete} />
      )}
      {fault && (
        <p id={`${id}-fault`} class="fault">
          {fault}
        </p>
      )}
    </div>
  );
}

/** Several may be ticked; they are one answer, with commas. */
function Checks({ question: { key, label, hint, required, options }, value, fault, first, onChange }: FieldProps) {
  const { t } = useWidget();
  const all = options.length > 0 ? options : [{ text: hint || t.yes, value: t.yes }];
  const ticked = value === '' ? [] : value.split(', ');
  const toggle = (one: string) =>
    onChange(
      all
        .map((option) => option.value)
        .filter((each) => ticked.includes(each) !== (each === one))
        .join(', '),
    );
  return (
    <fieldset class="field">
      <legend>
        {label} {required ? <span class="mark">*</span> : <small>({t.optional})</small>}
      </legend>
      {all.map((option, index) => (
        <label key={option.value} class="check">
          <input
            type="checkbox"
            name={key}
            checked={ticked.includes(option.value)}
            aria-invalid={fault !== ''}
            data-first={(first && index === 0) || undefined}
            onChange={() => toggle(option.value)}
          />
          {option.text}
        </label>
      ))}
      {fault && <p class="fault">{fault}</p>}
    </fieldset>
  );
}
