import { checkbox, currency, date, decimal, line, lookup, percent, pick, text, user } from './field-spec';
import type { ModuleSpec } from './module-spec';

const UNITS = [
  'Box',
  'Carton',
  'Dozen',
  'Each',
  'Hours',
  'Impressions',
  'Lb',
  'M',
  'Pack',
  'Pages',
  'Pieces',
  'Quantity',
];

export const products: ModuleSpec = {
  apiName: 'Products',
  singular: 'Product',
  plural: 'Products',
  nameFields: ['Product_Name'],
  sections: [
    {
      name: 'Product Information',
      fields: [
        line('Product_Name', 'Product Name', { required: true, slot: 1 }),
        line('Product_Code', 'Product Code', { slot: 2 }),
        checkbox('Product_Active', 'Product Active', {
          slot: 3,
          helpText: 'For those who read it: an inactive product can be chosen all the same.',
        }),
        pick('Product_Category', 'Product Category', ['Hardware', 'Software', 'Medication', 'Service', 'Supplies'], {
          slot: 4,
        }),
        lookup('Vendor_Name', 'Vendor Name', 'Vendors'),
        line('Manufacturer', 'Manufacturer', { slot: 5 }),
        date('Sales_Start_Date', 'Sales Start Date', { slot: 6 }),
        date('Sales_End_Date', 'Sales End Date'),
        date('Support_Start_Date', 'Support Start Date'),
        date('Support_Expiry_Date', 'Support Expiry Date'),
      ],
    },
    {
      name: 'Price Information',
      fields: [
        currency('Unit_Price', 'Unit Price', { slot: 7 }),
        percent('Commission_Rate', 'Commission Rate'),
        checkbox('Taxable', 'Taxable'),
      ],
    },
    {
      name: 'Stock Information',
      fields: [
        pick('Usage_Unit', 'Usage Unit', UNITS),
        decimal('Qty_in_Stock', 'Quantity in Stock', { slot: 8 }),
        decimal('Qty_Ordered', 'Qty Ordered'),
        decimal('Qty_in_Demand', 'Quantity in Demand'),
        decimal('Reorder_Level', 'Reorder Level', { helpText: 'For those who read it: nothing is ordered by it.' }),
        user('Handler', 'Handler'),
      ],
    },
    { name: 'Description Information', columns: 1, fields: [text('Description', 'Description')] },
  ],
};
