/** Devices: serial numbers, IMEIs and the like by what they are called, hardware addresses by their form. */
import { labelled } from './labelled';
import type { Detector } from './span';

const MAC = /(?<![\w:.-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])/gi;
/** GS1's device identifier with what follows it (21 CFR 801.40). */
const UDI = /\(01\)\d{14}(?:\((?:1[0-9]|21)\)[\w-]{1,20}){0,5}/g;

const besideLabel = labelled(
  "(?:device|hardware|implant|pacemaker|defibrillator|icd|pump|cgm|glucometer|monitor|sensor|stent|valve|hearing aid|machine|cpap|meter)(?:'s)?(?= ?(?:#|ids?\\b|identifier|no\\b|num|serial|code|model|sn\\b|s/n))|serial(?: (?:number|no|num|code|#))?|s/n|imei|meid|iccid|udid?|udi|imsi|lot(?= ?(?:#|no\\b|num))|mac(?= ?(?:address|id|:))|android id|idfa|advertising id",
);

export const deviceIn: Detector = (text) => [
  ...[MAC, UDI].flatMap((form) =>
    [...text.matchAll(form)].map(({ 0: value, index }) => ({ start: index, end: index + value.length })),
  ),
  ...besideLabel(text),
];
