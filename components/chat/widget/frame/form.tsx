/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { WidgetBrand } from '@/lib/ways-in/widget/contract';
import { faultsOf, type Question, questionsOf, startAnswers } from './answers';
import { Field } from './field';
import { PrivateNotice, useWarning } from './private-notice';
import type { Texts } from './texts';
import { useWidget } from './use-widget';
import { firstWords } from './words';

const DEPARTMENT = 'departmentId';

/** What is asked before a chat; when nobody is there, the form that leaves a message. */
export function Form() {
  const { chat, state, t } = useWidget();
  const { brand, given, starting, refusal } = state;
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [department, setDepartment] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const questions = brand ? questionsOf(brand, given, t) : [];
  const answers = Object.fromEntries(questions.map(({ key, value }) => [key, typed[key] ?? value]));
  const warning = useWarning(answers.question ?? '');

  // What the server found wrong stands by its field as well; its custom fields are all one to it.
  useEffect(() => setFaults(refusal?.fields ?? {}), [refusal]);
  useEffect(() => {
    if (Object.keys(faults).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  if (!brand) return null;
  const chosen = department || (brand.departments.find(({ name }) => name === given.department)?.id ?? '');

  const answer = (key: string, value: string) => {
    if (key === DEPARTMENT) return setDepartment(value);
    setTyped((before) => ({ ...before, [key]: value }));
    setFaults(({ [key]: _, ...rest }) => rest);
  };

  const submit = async (sealed = false) => {
    const found = faultsOf(questions, answers, t);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    if (warning.asks()) return;
    const hidden = sealed ? warning.spans.map(({ start, end, kind }) => ({ start, end, kind })) : [];
    const said = { ...startAnswers(questions, answers, given), hidden };
    await chat.start({ ...said, ...(chosen && { departmentId: chosen }) });
  };

  const asked = withDepartment(questions, brand.departments, t);
  const known = new Set(asked.map(({ key }) => key));
  const elsewhere = refusal && !Object.keys(refusal.fields).some((key) => known.has(key)) ? refusal.message : '';
  return (
    <form
      method="post"
      ref={form}
      class="body form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p class="greeting">
        <bdi>{firstWords(brand, state.language, brand.online)}</bdi>
      </p>
      {asked.map((question) => (
        <Field
          key={question.key}
          question={question}
          value={question.key === DEPARTMENT ? chosen : (answers[question.key] ?? '')}
          fault={faults[question.key] ?? ''}
          first={question === asked[0]}
          onChange={(value) => answer(question.key, value)}
        />
      ))}
      <PrivateNotice
        warning={warning}
        onSend={(sealed) => void submit(sealed)}
        onEdit={() => focusQuestion(form.current)}
      />
      {elsewhere && (
        <p class="line danger" role="alert">
          {elsewhere}
        </p>
      )}
      <button type="submit" class="primary" disabled={starting} aria-busy={starting}>
        {starting ? t.sending : brand.online ? t.start : t.leave}
      </button>
    </form>
  );
}

/** Before the question, beside which the notice stands. */
function withDepartment(questions: readonly Question[], departments: WidgetBrand['departments'], t: Texts): Question[] {
  if (departments.length < 2) return [...questions];
  const choice: Question = {
    key: DEPARTMENT,
    label: t.department,
    hint: t.anyDepartment,
    required: false,
    type: 'select',
    maxLength: 0,
    minLength: 0,
    autocomplete: 'off',
    options: departments.map(({ id, name }) => ({ text: name, value: id })),
    value: '',
  };
  const last = questions.filter(({ key }) => key === 'question');
  return [...questions.filter(({ key }) => key !== 'question'), choice, ...last];
}

const focusQuestion = (form: HTMLFormElement | null) => form?.querySelector<HTMLElement>('[name="question"]')?.focus();
