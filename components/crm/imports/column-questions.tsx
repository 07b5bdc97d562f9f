import { Callout } from '@/components/ui/callout';
import { RadioGroup } from '@/components/ui/radio-group';
import type { ColumnLook } from '@/lib/crm/imports/columns/look';
import type { Answer } from '@/lib/crm/imports/columns/question';
import type { Asked, ColumnReading } from '@/lib/crm/imports/columns/reading';
import { AnotherZone } from './another-zone';
import { ColumnSamples } from './column-samples';

export interface ColumnQuestionsProps {
  name: string;
  questions: ColumnLook['questions'];
  /** As it was answered, before the columns are looked at again. */
  reading: ColumnReading;
  onAnswer: (asks: Asked, value: string) => void;
}

/** What must be said of a column before anything is imported, with what each answer makes of five values. */
export function ColumnQuestions({ name, questions, reading, onAnswer }: ColumnQuestionsProps) {
  return questions.map(({ asks, text, answers, answer, lastTime, samples }) => (
    <Callout key={asks} tone={answer === null ? 'warning' : 'info'} title={`${name}: ${text}`}>
      {lastTime === null ? null : (
        <p className="mb-2">
          {answer === null
            ? `Last time: ${lastTime}. That does not fit every row of this file.`
            : `Read as last time: ${lastTime}. Look at the values, and choose another if they are wrong.`}
        </p>
      )}
      <RadioGroup
        legend={`How ${name} is read`}
        hideLegend
        value={(lastTime === null ? reading[asks]?.toString() : undefined) ?? answer ?? ''}
        onValueChange={(value) => onAnswer(asks, value)}
        options={answers.map((answer) => ({ value: answer.value, label: answer.label, description: outOf(answer) }))}
      />
      {asks === 'zone' ? <AnotherZone name={name} onAnswer={(zone) => onAnswer(asks, zone)} /> : null}
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        {answers.map(({ value, label }) => (
          <div key={value} className="min-w-0">
            <p className="mb-1 font-medium text-fg text-xs">{label}</p>
            <ColumnSamples label={`${name}, read as ${label}`} samples={samples[value] ?? []} />
          </div>
        ))}
      </div>
    </Callout>
  ));
}

function outOf({ leavesOut: { count, first } }: Answer): string | undefined {
  if (count === 0) return undefined;
  const rows = first.length > 0 ? `: rows ${first.join(', ')}${count > first.length ? ' and more' : ''}` : '';
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'row does' : 'rows do'} not fit${rows}`;
}
