/** Vehicles: VINs by their check digit (49 CFR 565.15), plates by what they are called. */
import { labelled } from './labelled';
import type { Detector } from './span';

const VIN = /\b[A-HJ-NPR-Z0-9]{17}\b/gi;
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** Letters count as in the standard's table: A is 1 to H is 8, J is 1, S is 2; I, O and Q are left out. */
const weightOf = (char: string) =>
  char <= '9' ? Number(char) : Number('12345678.12345.7.923456789'.charAt(char.charCodeAt(0) - 65));

export function isVin(value: string): boolean {
  const vin = value.toUpperCase();
  if (!/[A-Z]/.test(vin) || !/\d/.test(vin)) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * weightOf(vin.charAt(i)), 0) % 11;
  return vin.charAt(8) === (sum === 10 ? 'X' : String(sum));
}

const besideLabel = labelled('vin|vehicle identification|vehicle(?= ?(?:id|#|no\\b|num))');
const plates = labelled(
  '(?:licen[cs]e |number |registration )?plates?|tag(?= ?(?:#|no\\b|num))',
  '(?=[a-z]{0,7}[ -]?\\d)[a-z0-9](?:[ -]?[a-z0-9]){3,7}',
  (value) => /\d/.test(value) && /[a-z]/i.test(value),
);

export const vehicleIn: Detector = (text) => [
  ...[...text.matchAll(VIN)]
    .filter(({ 0: value }) => isVin(value))
    .map(({ 0: value, index }) => ({ start: index, end: index + value.length })),
  ...besideLabel(text),
  ...plates(text),
];
