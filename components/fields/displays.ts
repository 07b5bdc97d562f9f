import type { ComponentType } from 'react';
import { CheckboxDisplay } from './checkbox-display';
import type { ValueDisplayProps } from './display-props';
import { EmailDisplay, PhoneDisplay, WebDisplay } from './link-display';
import {
  DayDisplay,
  InstantDisplay,
  LookupsDisplay,
  NumberDisplay,
  OptionsDisplay,
  TextDisplay,
  UsersDisplay,
} from './value-displays';

/** How a value is read, as the rows of `KINDS` name it. */
export const DISPLAYS = {
  text: TextDisplay,
  email: EmailDisplay,
  phone: PhoneDisplay,
  web: WebDisplay,
  options: OptionsDisplay,
  day: DayDisplay,
  instant: InstantDisplay,
  number: NumberDisplay,
  yesNo: CheckboxDisplay,
  users: UsersDisplay,
  lookups: LookupsDisplay,
} satisfies Record<string, ComponentType<ValueDisplayProps>>;

export type DisplayKey = keyof typeof DISPLAYS;
