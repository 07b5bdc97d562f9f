/** Words in and beside names and places that tell what they are; expressions end where the name begins. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
export const PARTICLES = words('de da del della di dos du van von der den la le bin ibn al el y bint ter ten');
export const TITLES = words('dr mr mrs ms miss prof professor doctor nurse sir judge rev');
export const FACILITY = words(
  'hospital clinic clinics medical center centre health healthcare university college institute infirmary hospice ' +
    'pharmacy school academy elementary airport church memorial presbyterian rehab rehabilitation surgery practice ' +
    'laboratory laboratories ctr hosp street avenue road lane drive boulevard square bridge county township village city facility',
);
/** Written small after a name, they belong to it: UCLA clinic, our Dallas facility. */
export const HOUSE = words('hospital clinic facility branch office campus pharmacy');
/** Kinds of house that name none: the urgent care center. */
export const GENERIC = words(
  'the our your my this that a an urgent primary emergency medical health care cancer heart dental eye pain sleep wound community local nearest womens outpatient inpatient surgical physical mental behavioral family internal pediatric in at to from new old other public',
);
export const NAMING = words(
  'city county general memorial mercy university state community regional st saint children s',
);
/** What follows a person's name that stands for something else: Lyme disease, Babinski's sign. */
export const EPONYM = words(
  'disease diseases syndrome syndromes sign signs test tests testing score scores scale scales criteria criterion lymphoma palsy ' +
    'esophagus oesophagus thyroiditis reflex tumor tumors tumour sarcoma cell cells body bodies fracture fractures catheter ' +
    'catheters stage staging classification index maneuver manoeuvre procedure procedures phenomenon phenomena contracture ' +
    'virus vaccine vaccination fever carcinoma anemia anaemia chorea dementia ataxia node nodes nodule nodules duct gland cyst ' +
    'ulcer position block tube apple exam examination technique method methods model law stain agar formula equation estimate ' +
    'guideline guidelines recommendation recommendations trial trials study studies registry cohort regimen protocol protocols ' +
    'angina breathing lesion lesions gangrene encephalopathy neuropathy deformity triad tetrad pentad line lines ring crisis ' +
    'granulomatosis arteritis vasculitis hernia pouch murmur pulse respiration aphasia area paralysis purpura leukemia ' +
    'myeloma melanoma ratio rule rules scan shunt graft repair operation surgery resection inhibitor inhibitors antibody ' +
    'antibodies antigen mutation mutations gene receptor bacteria infection pneumonia encephalitis wave waves spots spot ' +
    'nephritis colitis macroglobulinemia cardiomyopathy arrhythmia effect effects device devices stent filter brace boot diet',
);
export const DRUG =
  /^ ?(?:\d+(?:\.\d+)? ?(?:mg|mcg|ml|g|units?|iu)\b|(?:tablet|capsule|inhaler|cream|ointment|syrup|spray|drops|pill|dose|therapy|treatment)s?\b|bd\b|od\b|tds\b|qds\b|prn\b)/i;
export const TAKEN =
  /\b(?:using|taking|takes|took|prescribed|started on|dose of|doses of|effects of|use of|efficacy of|drug|medication|tried|brand|allergic to|have|has|had|having|diagnosed with|diagnosis of|history of|suffers? from|suffering from|symptoms of|signs of|rule out|(?:treated|tested|treatment|test) for|vaccinated (?:with|against)|allergy to|called)\s$/i;
export const WHERE =
  /(?:^|[^\p{L}])(?:in|at|near|outside|around|from|to|of|visit|visited|visiting|via|leave|leaving|our|toward|towards|through|across)\s(?:the\s)?$/iu;
export const AT = /(?:^|[^\p{L}])at\s(?:the\s)?$/iu;
export const SURELY_WHERE =
  /(?:^|[^\p{L}])(?:in|at|near|outside|around|visit|visited|visiting|via|leave|leaving|our|(?:originally|comes?|came|hails?) from|(?:return|returned|returning|moved|moving|relocated|drove|driving|flew|travell?ed|travell?ing) to)\s(?:the\s)?$/iu;
/** What is done at a house of care: whoever is named next is none but a titled one. */
export const CARED_FOR =
  /\b(?:seen|treated|evaluated|examined|reviewed|presented|presents|notes|records|chart|hospitali[sz]ed|operated|diagnosed|cared for|managed|followed|born|delivered|stabili[sz]ed|monitored|enrolled|appointment|admission|surgery|inpatient|works?|working) at\s(?:the\s)?$|\b(?:admitted|readmitted|admission|transferred|airlifted|brought|rushed|presented|presents) to\s(?:the\s)?$|\b(?:discharged|released|transferred|records|notes|chart) from\s(?:the\s)?$/i;
/** What stands before a person and no town. */
export const OF_A_NAME =
  /(?:\b(?:starring|directed by|written by|painted by|performed by|said|told|asked|thanks|thank|hello|dear|hey|married to|named after|son of|daughter of|wife of|husband of|(?:maiden|last|first|middle|family|full|sur) ?name(?: is|:)))\s$/i;
export const OF_A_PERSON =
  /\b(?:from|(?:live|lives|lived|living|born|raised|reside|resides|residing|stay|staying|stationed) in|grew up in|moved (?:here )?to|native of|citizen of|(?:travel|travell?ing|travell?ed|trip|flew|fly|flying|going|went|been) to|arrived (?:at|in)|visit|visited|visiting|from .{2,30} to)\s(?:the\s)?$/i;
export const NOT_FIRST = words(
  'will may an in do so see my ok hi dear sir miss doctor hello hey thanks the a ask tell call is',
);
