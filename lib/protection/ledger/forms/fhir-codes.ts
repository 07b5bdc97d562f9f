/** The codes of an AuditEvent (FHIR R4, IHE BALP), each with its system. Pure. */

export interface Coding {
  system: string;
  code: string;
  display?: string;
}

const coded =
  (system: string) =>
  (code: string, display: string): Coding => ({ system, code, display });

const dicom = coded('http://dicom.nema.org/resources/ontology/DCM');
const role = coded('http://terminology.hl7.org/CodeSystem/object-role');
const entityType = coded('http://terminology.hl7.org/CodeSystem/audit-entity-type');
const participation = coded('http://terminology.hl7.org/CodeSystem/v3-ParticipationType');
const reason = coded('http://terminology.hl7.org/CodeSystem/v3-ActReason');

export const interaction = coded('http://hl7.org/fhir/restful-interaction');

export const TYPES = {
  rest: coded('http://terminology.hl7.org/CodeSystem/audit-event-type')('rest', 'RESTful Operation'),
  authentication: dicom('110114', 'User Authentication'),
  auditLog: dicom('110101', 'Audit Log Used'),
  export: dicom('110106', 'Export'),
  import: dicom('110107', 'Import'),
  application: dicom('110100', 'Application Activity'),
};

export const SUBTYPES = {
  login: dicom('110122', 'Login'),
  logout: dicom('110123', 'Logout'),
  disclose: coded('http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle')('disclose', 'Disclose'),
};

export const AGENTS = {
  source: dicom('110153', 'Source Role ID'),
  destination: dicom('110152', 'Destination Role ID'),
  application: dicom('110150', 'Application'),
  custodian: coded('http://terminology.hl7.org/CodeSystem/provenance-participant-type')('custodian', 'Custodian'),
  recipient: participation('IRCP', 'information recipient'),
  author: participation('AUT', 'author (originator)'),
};

export const ENTITIES = {
  person: entityType('1', 'Person'),
  object: entityType('2', 'System Object'),
  other: entityType('4', 'Other'),
  request: coded('https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType')('XrequestId', 'X-Request-Id'),
};

export const ROLES = {
  patient: role('1', 'Patient'),
  resource: role('4', 'Domain Resource'),
  query: role('24', 'Query'),
};

export const OBSERVER = coded('http://terminology.hl7.org/CodeSystem/security-source-type')('4', 'Application Server');

/** Of the purposes of use, by our words. */
export const PURPOSE_CODES: Readonly<Record<string, Coding>> = {
  treatment: reason('TREAT', 'treatment'),
  payment: reason('HPAYMT', 'healthcare payment'),
  operations: reason('HOPERAT', 'healthcare operations'),
  patient_request: reason('PATRQT', 'patient requested'),
};
