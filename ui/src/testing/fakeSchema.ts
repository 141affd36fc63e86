/** A made-up schema: one attribute nobody uses, one of one's own. */
import type { Schema, SourceMark } from '../api';

const SHOPIFY: SourceMark = { source: 1, name: 'Shopify', letters: 'SH', hue: 150 };

export const SCHEMA: Schema = {
  edition: 1,
  attributes: [
    { attribute: { code: 'nickname', label: 'Nickname', family: 'person' }, hint: 'What friends say.', is_own: false, columns: [] },
    { attribute: { code: 'email', label: 'E-mail', family: 'contact' }, hint: 'An e-mail address; several columns become several addresses.', is_own: false, columns: [{ source: SHOPIFY, table: 1, table_name: 'customers', column: 2, header: 'Contact address' }] },
    { attribute: { code: 'custom:Shoe size', label: 'Shoe size', family: 'custom' }, hint: 'A field of your own.', is_own: true, columns: [{ source: SHOPIFY, table: 1, table_name: 'customers', column: 4, header: 'Shoe size' }] },
  ],
};
