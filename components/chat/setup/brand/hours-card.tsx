'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import { errorsOf } from './errors-of';
import { DAYS, type Day, endOf, isOpenDay, openedDay, shownEnd } from './hours';
import type { BrandPartProps } from './part';

interface HoursCardProps extends BrandPartProps {
  timeZones: readonly string[];
}

/** Outside of them a visitor can leave a message. */
export function HoursCard({ settings: { businessHours }, change, errors, timeZones }: HoursCardProps) {
  const { enabled, timeZone, days } = businessHours;
  const set = (changes: Partial<typeof businessHours>) => change({ businessHours: { ...businessHours, ...changes } });
  const setDay = (index: number, day: Day) => set({ days: days.map((one, at) => (at === index ? day : one)) });
  const monday = days[1] ?? openedDay(true);
  // The list has no UTC, and an old name of a zone may be kept.
  const zones = [...new Set(['UTC', timeZone, ...timeZones])].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }));
  return (
    <Card id="hours" title="Business hours">
      <Switch
        side="end"
        label="Keep business hours"
        description="Outside of them visitors see the offline message and can leave one. Off: whenever an operator is available."
        checked={enabled}
        onCheckedChange={(on) => set({ enabled: on })}
      />
      {enabled ? (
        <div className="mt-4 flex flex-col gap-4">
          <Field label="Time zone" required error={errorsOf(errors, 'settings.businessHours.timeZone')}>
            <Combobox
              label="Time zone"
              options={zones}
              value={zones.find(({ value }) => value === timeZone) ?? null}
              onValueChange={(zone) => zone && set({ timeZone: zone.value })}
            />
          </Field>
          <ul className="divide-y divide-line border-line border-y">
            {days.map((day, index) => (
              <DayRow
                // biome-ignore lint/suspicious/noArrayIndexKey: the index is the day of the week
                key={index}
                name={DAYS[index] ?? ''}
                day={day}
                errors={errorsOf(errors, `settings.businessHours.days.${index}`)}
                onChange={(changed) => setDay(index, changed)}
              />
            ))}
          </ul>
          <div>
            <Button
              size="sm"
              onClick={() => set({ days: days.map((day, at) => (at >= 1 && at <= 5 ? { ...monday } : day)) })}
            >
              Monday’s hours for all weekdays
            </Button>
          </div>
        </div>
      ) : null}
    </Card>
  );
}

interface DayRowProps {
  name: string;
  day: Day;
  errors: readonly string[];
  onChange: (day: Day) => void;
}

function DayRow({ name, day, errors, onChange }: DayRowProps) {
  // While a time is typed both may be the same for a moment: the day does not close by that.
  const [opened, setOpened] = useState(false);
  const isOpen = opened || isOpenDay(day);
  function setOpen(open: boolean) {
    setOpened(open);
    onChange(openedDay(open));
  }
  function setTime(changes: Partial<Day>) {
    setOpened(true);
    onChange({ ...day, ...changes });
  }
  return (
    <li className="grid grid-cols-[8.5rem_1fr] items-center gap-x-4 py-2">
      <Checkbox label={name} checked={isOpen} onCheckedChange={setOpen} />
      {isOpen ? (
        <div className="flex flex-wrap items-center gap-2">
          <Input
            type="time"
            aria-label={`${name} from`}
            className="w-32"
            value={day.from}
            onChange={({ currentTarget: { value } }) => value && setTime({ from: value })}
          />
          <span className="text-muted text-sm">to</span>
          <Input
            type="time"
            aria-label={`${name} to`}
            className="w-32"
            value={shownEnd(day)}
            onChange={({ currentTarget: { value } }) => value && setTime({ to: endOf(value) })}
          />
          {isOpenDay(day) ? null : <p className="text-warning-text text-xs">The same times: closed that day.</p>}
          {errors.length > 0 ? <p className="text-danger-text text-xs">{errors.join(' ')}</p> : null}
        </div>
      ) : (
        <span className="text-sm text-subtle">Closed</span>
      )}
    </li>
  );
}
