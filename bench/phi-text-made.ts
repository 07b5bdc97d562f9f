/**
 * Texts of our making for the kinds that the public sets hardly hold: sentences as visitors and clinics write them, the
 * values by the issuers' forms, all from one seed. A sentence is in one half only. They show which wordings and forms are
 * covered, not how people write.
 */
import type { SpanKind } from '@/lib/protection/compliance/phi-text/kinds';
import type { SetRow } from './phi-text-sets';

const A_SENTENCE = 14;

/** Always the same numbers: Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomFrom(20261129);
const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
const one = <T>(of: readonly T[]): T => of[whole(0, of.length - 1)] as T;
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
/** `#` is a digit, `@` a capital, `%` a hexadecimal digit. */
const like = (form: string) =>
  form.replace(/[#@%]/g, (sign) =>
    sign === '#' ? String(whole(0, 9)) : sign === '@' ? one([...LETTERS]) : one([...'0123456789abcdef']),
  );

const VALUES: Record<string, () => string> = {
  ssn: () =>
    `${whole(101, 665)}${one(['-', ' ', ''])}x`.replace(
      /^(\d+)(.?)x$/,
      (_, area, dash) => `${area}${dash}${whole(10, 99)}${dash}${whole(1000, 9999)}`,
    ),
  mrn: () => like(one(['#######', '@@-######', '###-##-###', 'MR######', '########', '##-##-##', '@#######'])),
  member: () =>
    like(
      one(['@@@#########', 'W#########', '###-####-###', '@##########', 'H########-01', '@@@@########', '#########A']),
    ),
  account: () => like(one(['############', '####-####-##', '0#########', 'AC-#######', '######', '@@#########'])),
  licence: () =>
    like(one(['@#######', '@###-####-####', '########', '@@######', 'RN-######', '###-##-####', '@############'])),
  vehicle: () => like(one(['@@@ ####', '#@@@###', '@@@-###', '##@ @##', '@@#-#@@', '@@@####'])),
  device: () =>
    like(
      one(['SN########', '@@#-######', '35#############', '%%:%%:%%:%%:%%:%%', '@##@#####', '#########', 'PJN######S']),
    ),
  url: () =>
    `${one(['https://', 'http://', 'www.', 'https://www.'])}${one(['facebook', 'janes-blog', 'carepages', 'my-family', 'gofundme', 'caringbridge'])}.${one(['com', 'org', 'net', 'me'])}/${one(['u/', '', 'visit/', 'profile?id='])}${like('#@#@#')}`,
  ip: () =>
    one([
      () => `${whole(1, 223)}.${whole(0, 255)}.${whole(0, 255)}.${whole(1, 254)}`,
      () => like('2001:db8:%%%%:%%%%::%%%%'),
    ])(),
  phone: () =>
    like(
      one([
        '(2##) 5##-####',
        '3##-2##-####',
        '4##.3##.####',
        '+1 6## 7## ####',
        '713########'.slice(0, 10),
        '1-8##-2##-####',
        '+44 20 7### ####',
        '5## 4## ####',
        '2##-#### x##',
      ]),
    ),
  email: () =>
    `${one(['jane', 'r.miller', 'tom_k', 'dr-lee', 'maria+clinic'])}${whole(1, 999)}@${one(['example.com', 'mail.example.org', 'clinic.example', 'gmail.com', 'uni.ac.uk'])}`,
  age: () => String(whole(90, 108)),
  other: () => like(one(['######', '@@-####', '#######', 'CASE-#####', '####-####', '@@@#####'])),
};

const SENTENCES: Record<string, { kind: SpanKind; of?: string; texts: string }> = {
  ssn: {
    kind: 'ssn',
    texts: `My social is {}, is that all you need?|SSN {} for the patient on the phone|social security number is {} and my birthday is in March|They asked for my Social Security #: {}|Pt SSN: {}. Insurance pending.|here you go {} that's my ssn|I already gave my soc sec number, it's {}|Husband's SSN = {}|for the form: SS# {}|ssn: {} thanks!|You can verify me by my social security no. {}|The last form had the wrong SSN, the right one is {}.|Tax ID / SSN {}|social {} dob later|Guarantor SSN {} on file|I think my number is {} (social security)`,
  },
  mrn: {
    kind: 'mrn',
    texts: `MRN {} seen today for follow-up.|My medical record number is {}|Chart # {} needs the new labs|the hospital number on my bracelet says {}|Medical record: {}|Please pull up record no. {}, patient number {}|mrn is {} if that helps|Pt ID {} discharged home|It says patient ID: {} on my letter|Med Rec # {}|Hi, patient no {} here, about my results|Her MRN, {}, was entered wrong|Account for MRN#{} was merged|Encounter number {}|chart number {} please|I am patient number {} at your clinic`,
  },
  member: {
    kind: 'member',
    texts: `My member ID is {}|Insurance policy number {} group pending|Blue Cross ID {} does that cover it?|Subscriber ID: {}|Policy # {}|medicaid number {}|my insurance card says {}|Member number {} (Aetna)|The plan ID on the card is {}|health plan beneficiary number {}|Medicare no. {}|I have UnitedHealthcare, member id {}|Claim number {} was denied|Group # {} through my employer|policy holder number {} is my wife's|HMO id {}`,
  },
  account: {
    kind: 'account',
    texts: `Please charge account number {}|bank account {} at the credit union|Acct # {} past due|My checking account is {}|billing account: {}|the account no. on my bill is {}|Patient account {} balance due|routing and account number {}|I paid from savings account {}|acct no {}|A/C {}|Please refund to account {}|invoice says account # {}|The statement is for acct {}|account number: {}, name as above|autopay from account ending is {}`,
  },
  licence: {
    kind: 'licence',
    texts: `Driver's license {} attached|My DL number is {}|Passport number {}|driving licence no. {} from Texas|License # {} exp 2027|My nursing license is {}|Passport: {}|state ID {}|certificate number {} for the course|medical license {} (active)|DL# {}|I lost my driver license, number {}|Pharmacist license no {}|green card {}|Birth certificate number {}|here is my licence {}`,
  },
  vehicle: {
    kind: 'vehicle',
    texts: `License plate {} in the patient lot|My plate is {}|plate number {}|The van with plates {} blocks the ramp|license plate # {}|Registration plate {}|tag number {} was towed|car's plate: {}|My number plate is {}|Parking for plate {} please|licence plate {} UK|vehicle tag # {}|plate no. {}|Please validate parking, plate {}|ambulance plate {} at 10 am|registered vehicle, license plate: {}`,
  },
  device: {
    kind: 'device',
    texts: `Pacemaker serial number {}|The device ID is {}|S/N {} on the insulin pump|serial no. {}|IMEI {}|My CGM sensor serial number {} failed|Implant serial: {}|mac address {}|The pump's serial number is {}|glucometer serial {}|Device serial # {} was replaced|hearing aid serial number {}|imei is {}|defibrillator model and serial number {}|Serial Number: {}|CPAP machine serial {}`,
  },
  url: {
    kind: 'url',
    texts: `I posted about it at {}|See {} for my photos|my page is {}|more on {} if you like|Link: {}|{} is my blog|we raise money here: {}|She wrote about her surgery on {}|profile {}|It's all on {}, have a look|(see {})|uploaded to {} yesterday|my results are at {}|visit {} please|I found you via {}|the video {} shows the rash`,
  },
  ip: {
    kind: 'ip',
    texts: `My IP is {}|Logged in from {} last night|IP address: {}|blocked at {}?|the request came from {}|your site says my address {} is blocked|connection {} timed out|portal login {} failed|I see {} in the error|from {} to the server|IP {}|It shows ip {} in my account|Someone signed in from {}|host {} unreachable|Address {} not allowed|router gives {}`,
  },
  phone: {
    kind: 'phone',
    texts: `Call me at {}|my cell is {}|You can reach my daughter on {}|{} is the best number|Phone: {}|Home {} work is the same|text {} when ready|Her mobile number is {}|tel {}|ring {} after five|I'm at {} until noon|contact number {}|Emergency contact: mother, {}|please phone {}|number's {}|call back {} thanks`,
  },
  fax: {
    kind: 'phone',
    of: 'phone',
    texts: `Fax the records to {}|fax: {}|Our fax number is {}|send it by fax to {}|Pharmacy fax {}|F: {}|Fax no. {}|please fax {}|The doctor's fax is {}|fx {}|fax # {}|Referral faxed to {}|You can fax me at {}|Fax (office) {}|efax {}|faxed from {}`,
  },
  email: {
    kind: 'email',
    texts: `Email me at {}|my address is {}|{} please|send the forms to {}|E-mail: {}|cc {} as well|reply to {}|the portal uses {}|Contact {} or call|write {}|my mail {}|user {}|It went to {} instead of mine|<{}>|login is {}|Her email's {}`,
  },
  age: {
    kind: 'age',
    texts: `My mother is {} years old|A {}-year-old woman with hip fracture|{} yo male, fall at home|aged {}, lives alone|He just turned {}|pt is a {} y/o F with CHF|Grandfather, {} years of age|Age: {}|She is {} and still drives|{}yo F w/ AF|my dad turned {} in May|a {} year old man|at the age of {} he moved in with us|{}F presents with syncope|{} yrs old|I am {}, can I still have the vaccine?`,
  },
  other: {
    kind: 'other',
    texts: `Employee ID {}|student number {}|Case number {} with the county|My customer number is {}|client ID: {}|Badge # {}|Study ID {} enrolled|referral number {}|authorization # {}|prior authorization number {} approved|prescription number {}|Rx# {} refill|specimen ID {}|accession number {}|file no. {}|participant id {}`,
  },
};

const SAYS_NO =
  `What are your opening hours?|Do you take walk-ins on Saturday?|I have had a sore throat for three days.|Can I take ibuprofen with Lisinopril?|Thanks, Will do!|May I ask something about Metformin?|My blood pressure was 140/90 this morning|I need to reschedule my appointment for next week|The nurse said to take 2 tablets twice a day|Is the Crohn's disease clinic open?|I'm allergic to Penicillin and Sulfa|How long is the wait in the ER?|Does the flu shot hurt?|He is 45 and has type 2 diabetes|My son is 7 years old and has a fever of 102.5|Please stop Lipitor and start Crestor 10 mg|Alzheimer's runs in the family|OK, sounds good. See you then!|Where can I park?|What does an MRI cost without insurance?|Room 1204 on the 3rd floor|I was told 1 in 20 people get it|Hope that helps. Have a good day!|Grace period for payment?|I take Vitamin D 2000 units and Omega 3|Please Mark it as urgent|I was diagnosed in 2019|The rash started two weeks ago|Is Parkinson's hereditary?|We need to fast for 12 hours before the test, right?|Heart rate 72, temp 98.6 F, SpO2 97%|No known drug allergies. Non-smoker.|Can Tylenol and Advil be taken together?|What is a Foley catheter?|Do you accept Blue Cross or Aetna?|I can come on Monday or Tuesday morning|Patient denies chest pain, nausea or vomiting.|Continue Albuterol as needed, follow up in 2 weeks.|My order number is 445566|Version 10.2 of the app crashes|Pain is 8/10 after surgery|Hi there, how can I help you today?|Sorry, I was in a meeting. Yes please.|Refill for Ozempic 0.5 mg please|COVID test was negative|Weight 82 kg, BMI 27.4, A1c 6.9|Thank you so much, you have been very kind|Summer is the worst for my asthma|Let me check with the Doctor and get back to you|Is it OK to eat before the Ultrasound?`.split(
    '|',
  );

/** At least 100 labels of each kind in each half, and sentences without any. */
export function madeTexts(): SetRow[] {
  const rows: SetRow[] = [];
  for (const [name, { kind, of = name, texts }] of Object.entries(SENTENCES)) {
    for (const [number, sentence] of texts.split('|').entries()) {
      for (let copy = 0; copy < A_SENTENCE; copy++)
        rows.push(filled(sentence, kind, VALUES[of] as () => string, number % 2 === 1));
    }
  }
  return [...rows, ...SAYS_NO.map((text, i) => ({ set: 'made' as const, heldOut: i % 2 === 1, text, labels: [] }))];
}

function filled(sentence: string, kind: SpanKind, value: () => string, heldOut: boolean): SetRow {
  const labels: SetRow['labels'] = [];
  const [first = '', ...rest] = sentence.split('{}');
  let text = first;
  for (const part of rest) {
    const start = text.length;
    text += value();
    labels.push({ kind, start, end: text.length });
    text += part;
  }
  return { set: 'made', heldOut, text, labels };
}
