/** Pick list values that several standard modules share, as Zoho CRM ships them. */
export const SALUTATIONS = ['Mr.', 'Mrs.', 'Ms.', 'Dr.', 'Prof.'];

export const LEAD_SOURCES = [
  'Advertisement',
  'Cold Call',
  'Employee Referral',
  'External Referral',
  'Online Store',
  'Partner',
  'Public Relations',
  'Sales Email Alias',
  'Seminar Partner',
  'Internal Seminar',
  'Trade Show',
  'Web Download',
  'Web Research',
  'Chat',
];

export const INDUSTRIES = [
  'Communications',
  'Consulting',
  'Education',
  'Financial Services',
  'Government/Military',
  'Healthcare',
  'Insurance',
  'Manufacturing',
  'Non-profit',
  'Pharmaceuticals',
  'Real Estate',
  'Technology',
  'Other',
];

export const RATINGS = ['Acquired', 'Active', 'Market Failed', 'Project Cancelled', 'Shut Down'];

export const PRIORITIES = ['High', 'Highest', 'Low', 'Lowest', 'Normal'];
